import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import {
  findOnPath,
  installDebianPackages,
  isExecutable,
} from '../../apps/api/testing/system-program.ts'

/** Chromium without windows: the same engine, and half the work for each page that opens. */
const headlessShell = 'chromium-headless-shell'
const names = [headlessShell, 'chromium', 'chromium-browser', 'google-chrome']

/**
 * Most keep Chromium from looking up its maker's hosts at each start, which a closed network
 * refuses. The last leaves out V8's optimising compilers: a page of a journey is gone before what
 * they compile, on threads of their own, is of use.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--no-maglev --no-turbofan',
]

/** `CHROMIUM_PATH`, else the machine's own Chromium, else the one that Playwright has installed. */
const findChromium = (): string | null => {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH) return CHROMIUM_PATH
  const playwrights = chromium.executablePath()
  return findOnPath(names) ?? (isExecutable(playwrights) ? playwrights : null)
}

/** @throws a sentence that says what to do */
export const requireChromium = (): string => {
  const path = findChromium()
  if (path) return path
  throw new Error(
    'The journeys need Chromium, and it could not be installed: install Chromium or Chrome ' +
      '(Debian: `apt-get install chromium`), or set CHROMIUM_PATH to it.',
  )
}

/** Whether the quickest one is there; the others will do where it can't be installed. */
export const hasQuickChromium = (): boolean =>
  Boolean(process.env.CHROMIUM_PATH || findOnPath([headlessShell]))

/**
 * Debian's Chromium where we may install it; Playwright's download doesn't work on every network.
 */
export const installChromium = (): void => {
  if (installDebianPackages([headlessShell, 'fonts-liberation'])) return
  if (findChromium() || installDebianPackages(['chromium', 'fonts-liberation'])) return
  const playwright = join(import.meta.dirname, '../node_modules/.bin/playwright')
  spawnSync(playwright, ['install', 'chromium'], { stdio: 'inherit' })
}
