import { contractNames } from '@rekey/contracts/all'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManyUsers } from '../../../apps/api/testing/many-users.ts'
import { createUser } from '../../../apps/api/testing/test-app.ts'
import { openServer } from '../testing/open-server.ts'
import { type AnswerInfo, createClient, type Rekey } from './create-client.ts'
import { RekeyProblem } from './problem.ts'

let real: Awaited<ReturnType<typeof openServer>>
let rekey: Rekey

beforeAll(async () => {
  real = await openServer([
    'users.read',
    'users.write',
    'users.delete',
    'api-keys.write',
    'audit.read',
    'settings.write',
  ])
  rekey = createClient({ baseUrl: real.url, apiKey: real.apiKey })
})
afterAll(async () => real.close())

const caught = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error)

/** What browsers and mail services call, and passkeys. */
const notForClients = [
  'addPasskey',
  'addPasskeyOptions',
  'finishOidc',
  'finishSaml',
  'passkeySignInOptions',
  'receiveBounce',
  'receiveSendgridEvents',
  'signInWithPasskey',
  'startSso',
]

test('there is a method for each operation that a client can use, and no other', () => {
  const names = [...Object.keys(rekey), ...notForClients]
  expect(names.toSorted()).toEqual([...contractNames].toSorted())
})

test('a user is added, shown, changed and deleted', async () => {
  const added = await rekey.createUser({
    username: 'ann@northwind.example',
    displayName: 'Ann',
    kind: 'member',
  })
  expect(await rekey.showUser({ id: added.id })).toMatchObject({ displayName: 'Ann' })
  const changed = await rekey.changeUser({ id: added.id, displayName: 'Anna' })
  expect(changed).toMatchObject({ id: added.id, displayName: 'Anna' })
  expect(await rekey.deleteUser({ id: added.id })).toBeUndefined()
  const error = await caught(rekey.showUser({ id: added.id }))
  expect(error).toBeInstanceOf(RekeyProblem)
  expect(error).toMatchObject({ code: 'not-found', status: 404, requestId: expect.any(String) })
})

test('a wrong field is named', async () => {
  const call = rekey.createUser({ username: '', displayName: 'Ann', kind: 'member' })
  const error = await caught(call)
  expect(error).toMatchObject({
    code: 'bad-request',
    errors: expect.arrayContaining([{ pointer: '/username', detail: 'must not be blank' }]),
  })
})

test('a call that is sent again with its idempotency key has one effect', async () => {
  const user = { username: 'once@northwind.example', displayName: 'Once', kind: 'member' } as const
  const call = () => rekey.createUser(user, { idempotencyKey: 'order-7' })
  expect((await call()).id).toBe((await call()).id)
  expect(await caught(rekey.createUser(user))).toMatchObject({ code: 'username-taken' })
})

describe('a list', () => {
  test('is read page by page, each item once', async () => {
    const names = await createManyUsers(real.service.databaseUrl, 250)
    const found: string[] = []
    for await (const user of rekey.listUsers.all({ kind: 'staff' })) found.push(user.username)
    expect(found).toEqual(expect.arrayContaining(names))
    expect(new Set(found).size).toBe(found.length)
  })

  test('stops asking when the loop ends', async () => {
    const pages: string[] = []
    const options = { onAnswer: ({ url }: AnswerInfo) => void pages.push(url) }
    for await (const user of rekey.listUsers.all({ limit: 1 }, options)) {
      if (user.id) break
    }
    expect(pages).toHaveLength(1)
  })

  test('also comes as a single page, forth and back', async () => {
    const first = await rekey.listUsers({ limit: 2 })
    const second = await rekey.listUsers({ limit: 2, cursor: first.nextCursor ?? '' })
    const again = await rekey.listUsers({ limit: 2, cursor: second.prevCursor ?? '' })
    expect(again.items).toEqual(first.items)
  })

  test('of audit events comes as CSV too', async () => {
    const csv = await new Response(
      await rekey.listAuditEvents.csv({ action: 'user.created' }),
    ).text()
    expect(csv.split('\r\n')[0]).toContain('action')
    expect(csv).toContain('user.created')
    const anybody = createClient({ baseUrl: real.url })
    expect(await caught(anybody.listAuditEvents.csv())).toMatchObject({ code: 'not-signed-in' })
  })
})

test('settings are only changed in the state that was read', async () => {
  const seen: AnswerInfo[] = []
  const settings = await rekey.showSettings({}, { onAnswer: (answer) => void seen.push(answer) })
  const headers = { 'if-match': seen[0]?.headers.get('etag') ?? '' }
  const change = () =>
    rekey.changeSettings({ ...settings, organizationName: 'Baltic' }, { headers })
  expect(await change()).toMatchObject({ organizationName: 'Baltic' })
  expect(await caught(change())).toMatchObject({ code: 'precondition-failed' })
})

test('a user signs in, sees the session and signs out', async () => {
  const { username } = await createUser(real.service.deps, { kind: 'member' })
  const anybody = createClient({ baseUrl: real.url })
  const wrong = await caught(anybody.signIn({ username, password: 'wrong', client: 'app' }))
  expect(wrong).toMatchObject({ code: 'sign-in-failed', status: 401 })
  const { accessToken = '' } = await anybody.signIn({
    username,
    password: 'correct horse battery',
    client: 'app',
  })
  const person = createClient({ baseUrl: real.url, accessToken: () => accessToken })
  expect((await person.currentSession()).user.username).toBe(username)
  await person.signOut()
  expect(await caught(person.currentSession())).toMatchObject({ code: 'not-signed-in' })
})

test('a scope that the key lacks is told', async () => {
  const error = await caught(rekey.createRole({ name: 'R', permissions: [] }))
  expect(error).toMatchObject({ code: 'not-permitted', status: 403 })
})
