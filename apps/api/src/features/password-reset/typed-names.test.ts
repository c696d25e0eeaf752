import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { hour } from '../../lib/clock.ts'

/** A name leads to one account, however it was copied, typed or spelled. */
const password = 'correct horse battery'

let service: TestApp
beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())
beforeEach(() => service.clock.advance(24 * hour))

const ask = async (username: string) => {
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
}
const signIn = (username: string, given = password) =>
  service.send('POST', '/sessions', { username, password: given })

/** Each name with other ways to type it. */
const typedOtherwise: [string, string[]][] = [
  [
    'widow.one@acme.example',
    [
      'widow.one@acme.example\u200b',
      '\u202awidow.one@acme.example\u202c',
      '\u200ewidow.one@acme.example',
      '\ufeffwidow\u00ad.one@\u2066acme.example\u2069 ',
      'WIDOW.ONE＠ACME。EXAMPLE.',
    ],
  ],
  [
    'max@müller.example',
    ['max@xn--mller-kva.example', 'MAX@MÜLLER.example', 'max@mu\u0308ller.example.'],
  ],
  ['mia@xn--mller-kva.example', ['mia@müller.example', 'Mia@ｍüller。example']],
  ['till\u00a03', ['TILL 3', '\u200btill 3\u200b']],
]

describe.each(typedOtherwise)('the account of %j', (username, spellings) => {
  test.each(spellings)('signs in as %j, and mail goes to the stored address', async (typed) => {
    const { db } = service.deps
    await db.$executeRaw`TRUNCATE users CASCADE`
    const user = await createUser(service.deps, { username, password })
    expect((await signIn(typed)).status).toBe(201)
    await ask(typed)
    const [mail] = await service.mailsTo(username)
    expect(mail?.to).toBe(username.includes('@') ? username : undefined)
    const messages = await db.message.findMany({ where: { userId: user.id } })
    expect(messages.map(({ to }) => to)).toEqual([username.includes('@') ? username : null])
  })
})

test('all ways to type one name share its waits', async () => {
  const user = await createUser(service.deps, { username: 'kim@müller.example', password })
  const spellings = ['kim@müller.example', 'kim@xn--mller-kva.example', '\u200bKIM@MÜLLER.example']
  for (const typed of [...spellings, ...spellings]) await signIn(typed, 'wrong')
  expect((await signIn('kim@xn--mller-kva.example.', 'wrong')).status).toBe(429)
  expect((await signIn(user.username)).status).toBe(429)
})

test('an administrator can not create a second account for a mailbox, and no invisible mark is stored', async () => {
  const { cookies } = await signInWith(service, ['users.write', 'users.read'])
  const create = (username: string) =>
    service.send(
      'POST',
      '/users',
      { username, displayName: '\u202aAnn\u202c', kind: 'staff' },
      cookies,
    )
  const made = await create('\u200eann@größe.example\u200b')
  expect(made).toMatchObject({
    status: 201,
    body: { username: 'ann@größe.example', displayName: 'Ann' },
  })
  for (const typed of ['ann@xn--gre-6ka8i.example', 'Ann@GRÖSSE.example'.replace('SS', 'ß')]) {
    expect(await create(typed)).toMatchObject({ status: 409, body: { code: 'username-taken' } })
  }
  for (const typed of ['größe.example', 'xn--gre-6ka8i', '\u200bann@größe']) {
    const found = await service.send(
      'GET',
      `/users?search=${encodeURIComponent(typed)}`,
      undefined,
      cookies,
    )
    expect(found.body.items).toMatchObject([{ username: 'ann@größe.example' }])
  }
})

test('a provider’s domain is recognised in every spelling', async () => {
  await createConnection(service.deps, { name: 'Bücher', domains: ['xn--bcher-kva.example'] })
  for (const domain of ['bücher.example', 'XN--BCHER-KVA.example', 'b\u200bücher。example.']) {
    const answer = await service.send('POST', '/sign-in-options', { username: `kim@${domain}` })
    expect(answer.body).toMatchObject({ signInWith: { name: 'Bücher' } })
  }
})

test('a code with marks around it is read as on the page, and uses no try', async () => {
  const { username } = await createUser(service.deps, { username: 'code@acme.example', password })
  await ask(username)
  const [mail] = await service.mailsTo(username)
  const token = /\/reset#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const code = /^\s*(\d{6})\s*$/m.exec(mail?.text ?? '')?.[1] ?? ''
  const inDigits = (zero: number) =>
    code.replace(/\d/g, (d) => String.fromCodePoint(zero + Number(d)))
  const spellings = [
    `\u200b${code}\u200e`,
    ...[0x660, 0x6f0, 0x966, 0xe50, 0xff10].map(inDigits),
    `${code.slice(0, 3)}\u2212${code.slice(3)}`,
    `\u202a${code.slice(0, 3)}\u00a0${code.slice(3)}\u202c\r\n`,
  ]
  for (const typed of spellings) {
    const verified = await service.send('POST', '/password-resets/verify-code', {
      token,
      code: typed,
    })
    expect(verified).toMatchObject({ status: 200, body: { valid: true } })
  }
  const inspected = await service.send('POST', '/password-resets/inspect', { token })
  expect(inspected.body.triesLeft).toBe(5)
})

test('a temporary password signs in however it was copied', async () => {
  const { username } = await createUser(service.deps, {
    username: 'shop@acme.example',
    kind: 'contact',
  })
  await ask(username)
  const [mail] = await service.mailsTo(username)
  const temporary = /^\s*(\w{4}(?:-\w{4}){3})\s*$/m.exec(mail?.text ?? '')?.[1] ?? ''
  const spellings = [
    `${temporary}\r\n`,
    `\u202a${temporary.toLowerCase().replaceAll('-', '\u2011')}\u202c`,
    temporary.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('-', ' '),
  ]
  for (const typed of spellings) expect((await signIn(username, typed)).status).toBe(201)
})
