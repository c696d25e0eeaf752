import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { beforeAll, describe, test } from 'vitest'
import { buildPages } from '../src/start/build-pages.ts'
import { killAfterAsks } from '../testing/kill-after-asks.ts'
import { createRandom } from '../testing/seeded-random.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'

/** Whatever is killed, and whenever: every accepted mail comes, once, or again the same. */
let dataDir: string

beforeAll(async () => {
  await buildPages()
  dataDir = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  return () => removeEmbeddedDatabase(dataDir)
})

const random = createRandom(soakSeed)
const kinds = ['both', 'worker', 'server'] as const
const kills = Array.from({ length: soakTimes(40) }, () => ({
  which: kinds[Math.floor(random() * kinds.length)] ?? 'both',
  asks: 1 + Math.floor(random() * 100),
  afterMs: Math.floor(random() * 2_500),
}))

describe('kill -9', () => {
  test.each(kills)('of $which, $afterMs ms into $asks asks, loses nothing', async (kill) => {
    await killAfterAsks(dataDir, kill)
  })
})
