import { expect, test } from 'vitest'
import {
  readDamagedAnswers,
  readDamagedBounces,
  readDamagedCsv,
  readDamagedJson,
} from './parser-properties.ts'
import { createTestApp } from './test-app.ts'

/** Files and answers that were damaged, or made to do harm; soak/hostile-files.soak.ts has more. */
const run = { seed: 20_261_130, numRuns: 100 }

test('a damaged bounce is read or isn’t, and never throws', () => readDamagedBounces(run))
test('a damaged CSV file gives the same records however it arrives', () => readDamagedCsv(run))
test('a damaged JSON file gives records or one sentence', () => readDamagedJson(run))

test('a changed SAML answer is refused, or means the same person', async () => {
  const service = await createTestApp()
  await readDamagedAnswers(service, { ...run, numRuns: 40 })
  await service.close()
  expect.hasAssertions()
})
