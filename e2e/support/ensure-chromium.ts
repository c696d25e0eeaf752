import { execFileSync } from 'node:child_process'
import { hasQuickChromium, installChromium, requireChromium } from './chromium.ts'

/** Run before the tests that drive a browser: finds one or installs one, else exits with 1. */
if (!hasQuickChromium()) installChromium()
try {
  // Playwright's download starts only where the libraries that it needs are installed.
  console.log(execFileSync(requireChromium(), ['--version'], { encoding: 'utf8' }))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
