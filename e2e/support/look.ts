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
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  for (const size of sizes) {
    for (const colorScheme of themes) {
      await page.setViewportSize(size)
      // Without motion nothing has to be waited for: what is measured on the way is nobody's colour.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settle(page)
      await keepPicture(page, `${name}-${size.width}-${colorScheme}`)
      const broken = await violationsOf(page, colorScheme === 'dark')
      expect(broken, `${name}, ${size.width} px, ${colorScheme}`).toEqual([])
    }
  }
}

/** What moves once has come to rest. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations === 1)
    await Promise.allSettled(running.map((animation) => animation.finished))
  })

async function violationsOf(page: Page, coloursAlone: boolean): Promise<string[]> {
  const broken = await page.evaluate(brokenRules, coloursAlone ? rulesOfColour : null)
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  return overflow > 0 ? [...broken, `scrolls sideways by ${overflow} px`] : broken
}

/** What a theme can break: markup, names and sizes are the same in both. */
const rulesOfColour = ['color-contrast', 'link-in-text-block']

/** Runs in the page, after axe itself. A mail in its frame is looked at on its own. */
const brokenRules = async (only: string[] | null) => {
  const { violations } = await window.axe.run(document, {
    iframes: false,
    ...(only && { runOnly: only }),
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
