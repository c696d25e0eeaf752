import type { Page } from '@playwright/test'

/** A block of code as it stands on a rendered page. */
export type Block = { readonly language: string; readonly text: string }

/** All blocks of a page of the documentation, also those in tabs that aren't chosen. */
export const codeBlocks = (page: Page): Promise<Block[]> =>
  page.locator('.code').evaluateAll((codes) =>
    codes.map((code) => ({
      language: code.getAttribute('data-language') ?? '',
      text: code.querySelector('pre')?.textContent ?? '',
    })),
  )

/** Blocks of one call in several languages, in the order of the page. */
export const tabbedBlocks = (page: Page): Promise<Block[][]> =>
  page.locator('.tabs').evaluateAll((groups) =>
    groups.map((group) =>
      [...group.querySelectorAll('.code')].map((code) => ({
        language: code.getAttribute('data-language') ?? '',
        text: code.querySelector('pre')?.textContent ?? '',
      })),
    ),
  )
