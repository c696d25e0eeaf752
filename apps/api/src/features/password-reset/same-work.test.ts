import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askOf } from '../../../testing/ask-of.ts'
import { countStatements } from '../../../testing/count-statements.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { keepRecoveryAddressOf } from '../../../testing/with-recovery-address.ts'
import { createJobHandlers } from '../../job-handlers.ts'
import { hour, second } from '../../lib/clock.ts'

/**
 * Nobody may find out who has an account. So known and unknown names must cost the same statements
 * in the same order, and the same hashes, in the request and in the job that looks the user up.
 */
let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const otherForeign = [
  'scrypt-n1024-r8-p1',
  '$scrypt$ln=10,r=8,p=1$ROh9L0VIiTGm1Nqbs9ba2w$9xT2rx14iBOMlPHJo+tndAsV340g/6iGa7lmC6kJ5NI',
] as const

const cases = {
  known: {},
  deactivated: { status: 'deactivated' },
  'without a password': { password: null },
  'without an address': { username: 'front-desk' },
  'who gets temporary passwords': { kind: 'contact' },
  'who signs in elsewhere': { signInMethod: 'sso', password: null },
  'who signs in elsewhere and has a console password': {
    signInMethod: 'sso',
    roleId: builtInRoles.moderator,
  },
  'who signs in elsewhere and lost the role of the console': { signInMethod: 'sso' },
  'with a foreign hash': {
    passwordHash: '$2b$04$gPwalPasaLUPkldKnV4zvuOY4i5w9tj4mERuNhBI9h1qk/gP.u4cW',
    foreignScheme: 'bcrypt-4',
  },
  'with a hash of another scheme': {
    passwordHash: otherForeign[1],
    foreignScheme: otherForeign[0],
  },
  'with a damaged hash': { passwordHash: 'damaged' },
} as const

async function work(act: () => Promise<unknown>) {
  // The settings are read once a second, so read them first: then every run finds them cached.
  await service.deps.settings.current()
  await service.deps.foreignWork()
  service.hashed.length = 0
  const statements = await countStatements(act)
  return { statements, hashed: [...service.hashed] }
}

describe('requesting a reset', () => {
  const ask = (username: string) =>
    work(() => service.send('POST', '/password-resets', { username }))

  /** Only the look-up job; the mails that it queues are sent by jobs of their own. */
  const lookUp = (username: string) => work(() => service.openReset(username))

  test('costs the same for a user with recovery addresses', async () => {
    service.clock.advance(24 * hour)
    const { id, username } = await createUser(service.deps)
    for (let n = 0; n < 3; n += 1) await keepRecoveryAddressOf(service, id)
    expect(await ask(username)).toEqual(await ask('nobody@northwind.example'))
    expect(await lookUp(username)).toEqual(await lookUp('nobody@northwind.example'))
    await service.runJobs()
  })

  test.each(Object.entries(cases))('costs the same for a user %s', async (_which, given) => {
    service.clock.advance(24 * hour)
    const { username } = await createUser(service.deps, given)
    const [unknownAsk, knownAsk] = [await ask('nobody@northwind.example'), await ask(username)]
    expect(knownAsk).toEqual(unknownAsk)
    const [unknownJob, knownJob] = [
      await lookUp('nobody@northwind.example'),
      await lookUp(username),
    ]
    expect(knownJob).toEqual(unknownJob)
    expect(knownJob.statements.length).toBeGreaterThan(5)
    // Repeated, shortly after the first request for the known user.
    expect(await lookUp(username)).toEqual(unknownJob)
    await service.runJobs()
  })
})

test('a set of requests costs the same, whether its names are known, unknown or mixed', async () => {
  const openReset = createJobHandlers(service.deps, { longestDelayMs: 0 })['open-reset']
  const take = (usernames: readonly string[]) =>
    work(() =>
      openReset(
        usernames.map((username) => ({ id: randomUUID(), data: askOf(service.deps, username) })),
      ),
    )
  const users = await Promise.all(
    Array.from({ length: 50 }, () => createUser(service.deps, { password: null })),
  )
  const known = users.map(({ username }) => username)
  const unknown = known.map((_, n) => `nobody-${n}@northwind.example`)
  const ofUnknown = await take(unknown)
  expect(await take(known)).toEqual(ofUnknown)
  expect(await take(known.map((name, n) => (n % 2 ? name : `${name}.example`)))).toEqual(ofUnknown)
  expect(await take([...known.slice(0, 25), ...known.slice(0, 25)])).toEqual(ofUnknown)
  expect(ofUnknown.statements.length).toBeGreaterThan(5)
})

describe('a failed sign-in', () => {
  const fail = (username: string) =>
    work(() => service.send('POST', '/sessions', { username, password: 'wrong' }))
  const stored = ['own', 'bcrypt-5', 'scrypt-n1024-r8-p1']

  beforeAll(async () => {
    const [foreignScheme, passwordHash] = otherForeign
    await createUser(service.deps, { passwordHash, foreignScheme })
    await createUser(service.deps, {
      passwordHash: '$2b$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO',
      foreignScheme: 'bcrypt-5',
    })
    service.clock.advance(second)
  })

  test.each(Object.entries(cases))('costs the same for a user %s', async (which, given) => {
    const { username } = await createUser(service.deps, {
      ...given,
      username: `${which}@fails.example`,
    })
    const unknown = await fail(`nobody-${which}@northwind.example`)
    expect(await fail(username)).toEqual(unknown)
    expect(unknown.hashed).toEqual(stored)
  })

  test('costs the same for a user who holds a temporary password', async () => {
    const { username } = await createUser(service.deps, { kind: 'contact' })
    await service.send('POST', '/temporary-passwords', { username })
    await service.runJobs()
    const unknown = await fail('nobody-temporary@northwind.example')
    expect(await fail(username)).toEqual(unknown)
  })
})
