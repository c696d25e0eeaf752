import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A wall clock for one process that can be stepped while it runs, by libfaketime. As on a real
 * machine, timers don't notice the step.
 * @throws where libfaketime isn't installed (Debian: `apt-get install faketime`)
 */
export function createSteppedClock(folder: string, name: string) {
  const [library] = globSync('/usr/lib/*/faketime/libfaketime.so.1')
  if (!library) throw new Error('Install libfaketime (Debian: `apt-get install faketime`).')
  const file = join(folder, `${name}.clock`)
  const stepTo = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  stepTo(0)
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
  /** Seconds before or after the machine's clock; the process notices within a second. */
  return { env, stepTo }
}
