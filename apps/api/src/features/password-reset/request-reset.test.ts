import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'

/** Which asks the worker takes first, while many wait. */
let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())
beforeEach(() => service.runJobs())

const ask = (remoteAddress: string, username: string, cookies = {}) =>
  service.app.inject({
    method: 'POST',
    url: '/api/v1/password-resets',
    remoteAddress,
    cookies,
    payload: { username },
  })

/** The names of the waiting asks as the worker takes them. */
const waiting = async () => {
  const rows = await service.deps.db.$queryRaw<{ username: string }[]>`
    SELECT data->>'username' AS username FROM pgboss.job WHERE name = 'open-reset'
    ORDER BY priority DESC, created_on`
  return rows.map(({ username }) => username)
}

test('the first ask of each network goes before the flood of another', async () => {
  for (let n = 0; n < 20; n += 1) await ask(`192.0.2.${n}`, `flood-${n}`)
  await ask('198.51.100.1', 'one')
  await ask('2001:db8::1', 'two')
  await ask('2001:db8::2', 'two again')
  const order = await waiting()
  expect(order.slice(0, 3)).toEqual(['flood-0', 'one', 'two'])
  expect(order.slice(3, 5)).toEqual(['flood-1', 'two again'])
  expect(order).toHaveLength(23)
})

test('a device on which the person has signed in before goes first from any network', async () => {
  const password = 'correct horse battery'
  const { username } = await createUser(service.deps, { password })
  const { cookies } = await service.send('POST', '/sessions', { username, password })
  for (let n = 0; n < 5; n += 1) await ask('203.0.113.1', `flood-${n}`)
  await ask('203.0.113.1', username, cookies)
  expect((await waiting())[0]).toBe(username)
})

test('a known name gets the same place as an unknown one', async () => {
  const { username } = await createUser(service.deps)
  const placeOf = async (network: string, name: string) => {
    await ask(network, 'somebody')
    await ask(network, name)
    const [job] = await service.deps.db.$queryRaw<{ priority: number }[]>`
      SELECT priority FROM pgboss.job WHERE data->>'username' = ${name}`
    return job?.priority
  }
  const ofUnknown = await placeOf('198.18.0.1', 'nobody')
  expect(ofUnknown).toBeTypeOf('number')
  expect(await placeOf('198.18.1.1', username)).toBe(ofUnknown)
})
