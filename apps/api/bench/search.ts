import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { createManyPeople } from '../testing/many-people.ts'
import { queryDatabase } from '../testing/many-users.ts'
import { startService } from '../testing/service-process.ts'
import { openBenchSite } from './bench-site.ts'
import { atMost, type Figure } from './figures.ts'
import { prepareSignIns } from './prepared-users.ts'
import { quantile } from './rounds.ts'
import { prepareQuestions } from './search-questions.ts'

const few = 10_000
const many = 1_000_000
const timesEach = 60
const warmUps = 10

/** What an operator of a million users would give PostgreSQL; the same for both sizes. */
const settings = ['shared_buffers=1GB']

/** User search at two sizes, question by question in turn, over HTTP as an administrator. */
export async function benchSearch(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack()
  const sites = [await openSearch(opened, few), await openSearch(opened, many)] as const
  const latencies = sites.map(() => new Map<string, number[]>())
  for (const kind of sites[0].kinds) {
    for (let nth = -warmUps; nth < timesEach; nth += 1) {
      for (const [index, site] of sites.entries()) {
        const milliseconds = await site.ask(kind, nth + warmUps)
        const taken = latencies[index]?.get(kind) ?? []
        if (nth >= 0) latencies[index]?.set(kind, [...taken, milliseconds])
      }
    }
  }
  const at = (index: number, kind: string, part: number) =>
    quantile(latencies[index]?.get(kind) ?? [], part)
  const all = (index: number) => quantile([...(latencies[index]?.values() ?? [])].flat(), 0.95)
  const detail = `${all(0).toFixed(1)} ms and ${all(1).toFixed(1)} ms`
  return [
    ...sites[0].kinds.map((kind) => ({
      what: `user search, ${kind}: p50 / p95 at ${few} and ${many} users`,
      measured: [0, 1]
        .map(
          (index) => `${at(index, kind, 0.5).toFixed(1)} / ${at(index, kind, 0.95).toFixed(1)} ms`,
        )
        .join(' and '),
    })),
    atMost(
      `user search, p95 of all of these, ${many} users against ${few}`,
      all(1) / all(0),
      2,
      '×',
      detail,
    ),
  ]
}

/** @param opened closes it at the end */
async function openSearch(opened: AsyncDisposableStack, count: number) {
  const site = opened.use(await openBenchSite({ settings }))
  await createManyPeople(site.databaseUrl, count)
  const [admin = { username: '', password: '' }] = await prepareSignIns(site, 1)
  await queryDatabase(site.databaseUrl, 'UPDATE users SET role_id = $1 WHERE username = $2', [
    builtInRoles.administrator,
    admin.username,
  ])
  const env = { DATA_DIR: site.dataDir, LOG_LEVEL: 'warn' }
  const server = opened.use(await startService(env, 'bench'))
  const cookie = await signIn(server.url, admin)
  const questions = await prepareQuestions(site.databaseUrl, timesEach + warmUps)
  return {
    kinds: Object.keys(questions),
    /** @returns milliseconds to the end of the answer */
    async ask(kind: string, nth: number) {
      const query = new URLSearchParams(questions[kind]?.(nth))
      const start = performance.now()
      const answer = await fetch(`${server.url}/api/v1/users?${query.toString()}`, {
        headers: { cookie },
      })
      const body = await answer.text()
      if (!answer.ok) throw new Error(`${query.toString()}: ${answer.status} ${body}`)
      return performance.now() - start
    },
  }
}

async function signIn(url: string, who: { username: string; password: string }): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  })
  const cookies = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  return cookies.join('; ')
}
