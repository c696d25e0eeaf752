import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** Half as much for each page to read as the package's own. */
const axeScript = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Where to keep pictures for people's eyes; unset: none are taken. */
const pictures = process.env.REKEY_PICTURES

/** In px. WCAG 1.4.10's narrowest, which is 400 % zoom too, and a desk's. */
const narrow = { width: 320, height: 640 }
const wide = { width: 1280, height: 800 }

/**
 * Both sizes and both themes. Sizes break other things than themes do, so two looks see them all;
 * people who look at pictures want to see every pair.
 */
const looks = [
  { ...narrow, colorScheme: 'light' },
  { ...wide, colorScheme: 'dark' },
  ...(pictures
    ? [{ ...narrow, colorScheme: 'dark' } as const, { ...wide, colorScheme: 'light' } as const]
    : []),
] as const

/** Within which a page comes to rest on a busy machine. */
const restMs = 15_000

/** Holds a screen, as it stands, against every rule that a machine can check. */
export async function look(page: Page, name: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeScript)
  for (const { colorScheme, ...size } of looks) {
    await page.setViewportSize(size)
    // Without motion there is nothing to wait for. Colours measured during a transition would be
    // wrong.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await settle(page, size.width)
    await keepPicture(page, `${name}-${size.width}-${colorScheme}`)
    // An answer may still arrive while axe reads, so what counts is the page at rest.
    await expect
      .poll(() => violationsOf(page), {
        message: `${name}, ${size.width} px, ${colorScheme}`,
        timeout: restMs,
      })
      .toEqual([])
  }
}

/**
 * The page has its new size and is drawn for it, and what moves once has come to rest. The browser
 * may answer before the page has its size. The page learns of it with the next frame, and draws
 * what depends on it with the one after.
 */
const settle = (page: Page, width: number) =>
  page.evaluate(async (width) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    while (innerWidth !== width) await nextFrame()
    await nextFrame()
    await nextFrame()
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations === 1)
    await Promise.allSettled(running.map((animation) => animation.finished))
  }, width)

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
  const { violations } = await window.axe.run(document, {
    iframes: false,
    resultTypes: ['violations'],
    // Style sheets would be fetched again for each look, for rules that aren't switched on.
    preload: false,
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
