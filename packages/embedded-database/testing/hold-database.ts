import { openEmbeddedDatabase } from '../src/open-embedded-database.ts'

/**
 * For tests: a process of its own that opens a DATA_DIR as owner, says so, and waits to be killed.
 */
const [dataDir = ''] = process.argv.slice(2)
const { url, how } = await openEmbeddedDatabase(dataDir, { role: 'owner', ownUrl: 'http://held' })
process.stdout.write(`${JSON.stringify({ url, how })}\n`)
process.stdin.resume()
