import { afterAll, beforeAll, expect, test } from 'vitest'
import { manual } from '../../.ci/read-pages.ts'
import { acceptedMessage } from '../api/testing/accepted-message.ts'
import { createTestApp, type TestApp } from '../api/testing/test-app.ts'
import { alertQueries, dashboardQueries, metricsOf, statesOf } from './testing/read-monitoring.ts'

/** `pnpm try-deploy` asks a real Prometheus too. */
const queries = [...dashboardQueries('1m'), ...alertQueries()]
let service: TestApp
let text: string

beforeAll(async () => {
  service = await createTestApp()
  await acceptedMessage(service.deps)
  text = (await service.app.inject('/metrics')).body
})
afterAll(() => service.close())

test('every metric that the dashboard and the alerts read exists', () => {
  const known = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name))
  const read = queries.flatMap((query) => metricsOf(query).map((name) => ({ ...query, name })))
  expect(read.length).toBeGreaterThan(35)
  for (const { title, name } of read) expect(known, title).toContain(name)
})

test('every state that they ask for is one of its metric', () => {
  const asked = queries.flatMap(statesOf)
  expect(asked.length).toBeGreaterThan(5)
  for (const { metric, label, values } of asked) {
    // Queues are only counted once a worker runs.
    if (metric === 'rekey_jobs') continue
    for (const value of values) expect(text).toContain(`${metric}{${label}="${value}"}`)
  }
})

test('every metric of ours is explained on the page, and every alert too', () => {
  const page = manual.find(({ path }) => path === 'apps/docs/operate.md')?.text ?? ''
  for (const [, name] of text.matchAll(/^# TYPE (rekey_\w+) /gm)) expect(page).toContain(name)
  for (const { title } of alertQueries()) expect(page).toContain(`\`${title}\``)
})
