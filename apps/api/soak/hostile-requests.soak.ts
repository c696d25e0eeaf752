import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contracts } from '@rekey/contracts/all'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Contract } from '@rekey/contracts/route'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import fc from 'fast-check'
import { Pool } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { createHasher } from '../src/lib/hasher.ts'
import { buildPages } from '../src/start/build-pages.ts'
import { findInTables } from '../testing/find-in-tables.ts'
import { type HostileRequest, hostileRequests } from '../testing/hostile-requests.ts'
import { planted } from '../testing/hostile-words.ts'
import { openHttpClient } from '../testing/http-client.ts'
import { requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { createManyUsers, queryDatabase } from '../testing/many-users.ts'
import { type ServiceProcess, startService } from '../testing/service-process.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'
import { answerFaults } from '../testing/watch-answers.ts'

/**
 * 100,000 random requests to all calls, by strangers and by administrators. There is no 500, no
 * answer that isn't documented or takes long, no memory that grows, and no secret of theirs in an
 * answer, a log line, a table or a job.
 */
const all = soakTimes(100_000)
const lanes = 8
/** In ms. A look-up at somebody else's server ends after ten seconds. */
const longest = 20_000
const password = 'Plum-Tractor-42-Violin'

type Site = {
  readonly server: ServiceProcess
  readonly databaseUrl: string
  readonly pool: Pool
  readonly ids: string[]
  readonly statuses: Map<number, number>
}

test('hostile requests to every call do no harm', async () => {
  const site = await openSite()
  const waiting = [...contracts]
  const each = Math.ceil(all / contracts.length)
  const memory: number[] = []
  const workThrough = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await sendAll(site, next, each)
      memory.push(await memoryOf(site.server))
    }
  }
  await Promise.all(Array.from({ length: lanes }, workThrough))

  const tenth = Math.ceil(memory.length / 10)
  const seen = memory.filter((_one, n) => n % tenth === 0).join(' ')
  console.info({ each, statuses: Object.fromEntries(site.statuses), mebibytes: seen })
  expect((await fetch(`${site.server.url}/readyz`)).status).toBe(200)
  const quarter = Math.max(...memory.slice(0, Math.ceil(memory.length / 4)))
  expect(memory.at(-1)).toBeLessThan(1.3 * quarter)
  expect(await findInTables(site.databaseUrl, [planted.toLowerCase()])).toEqual([])
  const { printed } = site.server
  expect(printed.filter((line) => line.includes(planted))).toEqual([])
  expect(printed.filter((line) => /"level":[56]0/.test(line)).slice(0, 3)).toEqual([])
})

async function openSite(): Promise<Site> {
  await buildPages()
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  const server = await startService({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'info',
    BOUNCE_ADDRESS: 'bounce@northwind.example',
  })
  const pool = new Pool(server.url, {
    connections: lanes,
    pipelining: 1,
    bodyTimeout: longest,
    headersTimeout: longest,
  })
  onTestFinished(async () => {
    await pool.destroy()
    await server.stop()
    await removeEmbeddedDatabase(dataDir)
  })
  const databaseUrl = await requireDatabaseUrl(dataDir)
  await createManyUsers(databaseUrl, 50)
  const ids = await queryDatabase<{ id: string }>(databaseUrl, 'SELECT id FROM users')
  return { server, databaseUrl, pool, ids: ids.map(({ id }) => id), statuses: new Map() }
}

/** Half of them by a new administrator, because some acts take away the rights of the last one. */
async function sendAll(site: Site, contract: Contract, times: number) {
  const browser = await signInAsAdministrator(site)
  const property = fc.asyncProperty(
    hostileRequests(contract, site.ids),
    fc.boolean(),
    async (request, isSignedIn) => {
      const headers = { ...(isSignedIn && browser), ...request.headers }
      const answer = await send(site, { ...request, headers })
      site.statuses.set(answer.status, (site.statuses.get(answer.status) ?? 0) + 1)
      expect(answer.status, answer.text).not.toBe(500)
      expect(answer.text).not.toContain(planted)
      expect(faultsOf(contract, answer), `${request.path} ${answer.status}`).toEqual([])
      for (const [id] of answer.text.matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) {
        if (site.ids.length < 2_000) site.ids.push(id)
      }
    },
  )
  await fc.assert(property, { seed: soakSeed, numRuns: times })
}

async function signInAsAdministrator({ server, databaseUrl }: Site) {
  const hash = await createHasher().hash(password)
  const [username = ''] = await createManyUsers(databaseUrl, 1, hash)
  await queryDatabase(databaseUrl, 'UPDATE users SET role_id = $1 WHERE username = $2', [
    builtInRoles.administrator,
    username,
  ])
  const client = openHttpClient(server.url)
  const { cookies } = await client.post('/sessions', { username, password })
  await client.close()
  const cookie = Object.entries(cookies).map((pair) => pair.join('='))
  return { cookie: cookie.join('; '), origin: server.url }
}

async function send({ pool }: Site, { method, path, headers, body }: HostileRequest) {
  const answer = await pool.request({ method, path, headers, body })
  const { location } = answer.headers
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type'] ?? '').split(';', 1)[0] || null,
    location: location === undefined ? undefined : String(location),
    text: await answer.body.text(),
  }
}

function faultsOf(contract: Contract, { text, type, ...answer }: Awaited<ReturnType<typeof send>>) {
  // No route takes a part of a path that is over 200 characters long.
  if (answer.status === 404) return []
  const body = type !== null && /[/+]json$/.test(type) ? JSON.parse(text) : text
  return answerFaults(contract, { ...answer, type: text === '' ? null : type, body })
}

/** Resident, in MiB. */
async function memoryOf({ pid }: ServiceProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
}
