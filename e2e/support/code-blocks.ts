import type { Locator, Page } from '@playwright/test'

/** A block of code as it stands on a rendered page. */
export type Block = { readonly language: string; readonly text: string }

/**
 * All blocks of a page of the documentation or a part of it, also those in tabs that aren't chosen.
 */
export const codeBlocks = (place: Page | Locator): Promise<Block[]> =>
  place.locator('.code').evaluateAll((codes) =>
    codes.map((code) => ({
      language: code.getAttribute('data-language') ?? '',
      text: code.querySelector('pre')?.textContent ?? '',
    })),
  )

/** Blocks of one call in several languages, in the order of the page. */
export async function tabbedBlocks(page: Page): Promise<Block[][]> {
  const groups = await page.locator('.tabs').all()
  return Promise.all(groups.map(codeBlocks))
}
