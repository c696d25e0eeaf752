import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** Without these, Chromium looks up its maker's hosts at each start, which a closed network refuses. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** `CHROMIUM_PATH`, else the machine's own Chromium, else the one that Playwright has installed. */
export const findChromium = (): string | null => {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH) return CHROMIUM_PATH
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, chromium.executablePath()].find(isExecutable) ?? null
}

/** Throws a sentence that says what to do about it. */
export const requireChromium = (): string => {
  const path = findChromium()
  if (!path) throw new Error('No Chromium found: install one, or set CHROMIUM_PATH to it.')
  return path
}

/** Debian's Chromium where we may install it; Playwright's download doesn't work on every network. */
export const installChromium = (): void => {
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: 'inherit' })
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', 'update', '-qq')
    run(
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-liberation',
    )
  } else {
    run(join(import.meta.dirname, '../node_modules/.bin/playwright'), 'install', 'chromium')
  }
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
