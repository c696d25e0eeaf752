import { test } from 'vitest'
import {
  readDamagedAnswers,
  readDamagedBounces,
  readDamagedCsv,
  readDamagedJson,
} from '../testing/parser-properties.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'
import { createTestApp } from '../testing/test-app.ts'

/** The long forms of testing/parsers.test.ts. */
const run = { seed: soakSeed, numRuns: soakTimes(20_000) }

test('damaged bounces', () => readDamagedBounces(run))
test('damaged CSV files', () => readDamagedCsv(run))
test('damaged JSON files', () => readDamagedJson(run))
test('changed SAML answers', async () => {
  const service = await createTestApp()
  await readDamagedAnswers(service, run)
  await service.close()
})
