import { findChromium, installChromium, requireChromium } from './chromium.ts'

/** Run before the tests that drive a browser: finds one or installs one, else exits with 1. */
if (!findChromium()) installChromium()
console.log(requireChromium())
