import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** Both ends: WCAG 1.4.10's narrowest, which is 400 % zoom too, and a desk's. Heights in px. */
const sizes = [
  { width: 320, height: 640 },
  { width: 1280, height: 800 },
]
const themes = ['light', 'dark'] as const

/** Where to keep pictures for people's eyes; unset: none are taken. */
const pictures = process.env.REKEY_PICTURES

/** Holds a screen, as it stands, against every rule that a machine can check. */
export async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source)
  for (const size of sizes) {
    for (const colorScheme of themes) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      await settle(page)
      await keepPicture(page, `${name}-${size.width}-${colorScheme}`)
      expect(await violationsOf(page), `${name}, ${size.width} px, ${colorScheme}`).toEqual([])
    }
  }
}

/** Colours and teeth move for up to 160 ms: what is measured on the way is nobody's colour. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations === 1)
    await Promise.allSettled(running.map((animation) => animation.finished))
  })

async function violationsOf(page: Page): Promise<string[]> {
  const broken = await page.evaluate(brokenRules)
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  return overflow > 0 ? [...broken, `scrolls sideways by ${overflow} px`] : broken
}

/** Runs in the page, after axe itself. A mail in its frame is looked at on its own. */
const brokenRules = async () => {
  const { violations } = await window.axe.run(document, { iframes: false })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
