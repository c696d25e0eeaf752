import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beforeNextTransaction } from '../../../testing/before-next-transaction.ts'
import { countStatements } from '../../../testing/count-statements.ts'
import { countWaiting } from '../../../testing/count-waiting.ts'
import { signInAs } from '../../../testing/sign-in-with.ts'
import { createSoftwarePasskey } from '../../../testing/software-passkey.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { addPasskeyTo, ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { day, hour, minute, second } from '../../lib/clock.ts'
import { holdUser } from '../../models/hold-user.ts'
import { consumeChallenge } from '../../models/sign-in-challenges.ts'

const password = 'correct horse battery'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const signIn = (username: string, typed = password, cookies: Cookies = {}, more: object = {}) =>
  ask(service, 'POST', '/sessions', { username, password: typed, ...more }, cookies)
const prove = (challenge: unknown, proof: object, cookies: Cookies = {}) =>
  ask(service, 'POST', '/sessions/second-factor', { challenge, ...proof }, cookies)
const deviceOf = (cookies: Cookies) => ({ 'rekey-device': cookies['rekey-device'] ?? '' })
const nextStep = () => service.clock.advance(30 * second)

describe('the right password of a user with a second factor', () => {
  test('opens nothing by itself, and gets a challenge', async () => {
    const { user, show } = await createUserWithTotp(service)
    const asked = await signIn(user.username)
    expect(asked.status).toBe(401)
    expect(asked.body).toMatchObject({
      code: 'second-factor-required',
      status: 401,
      methods: ['totp', 'recovery-code'],
      challenge: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(asked.cookies).toEqual({})
    const code = show()
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`
    const answer = await prove(asked.body.challenge, { method: 'totp', code: typed })
    expect(answer).toMatchObject({
      status: 201,
      body: { user: { id: user.id }, method: 'password' },
    })
    const mine = await ask(service, 'GET', '/sessions/current', undefined, answer.cookies)
    expect(mine.status).toBe(200)
  })

  test('wrong passwords get the same answer and cost the same work as without one', async () => {
    const { user } = await createUserWithTotp(service)
    const plain = await createUser(service.deps)
    await service.deps.settings.current()
    const costs = async (username: string) => {
      service.hashed.length = 0
      const statements = await countStatements(() => signIn(username, 'wrong'))
      return { statements, hashed: [...service.hashed] }
    }
    await costs('nobody-first@northwind.example')
    const unknown = await costs('nobody@northwind.example')
    expect(await costs(plain.username)).toEqual(unknown)
    expect(await costs(user.username)).toEqual(unknown)
    const answers = [await signIn(user.username, 'wrong'), await signIn(plain.username, 'wrong')]
    const [one, other] = answers.map(({ status, body }) => ({ ...body, status, requestId: '' }))
    expect(one).toEqual(other)
  })

  test('a user without one causes no statement more than before', async () => {
    const { username } = await createUser(service.deps)
    await service.deps.settings.current()
    const statements = await countStatements(() => signIn(username))
    expect(statements.filter((text) => /factor|challenge|recovery/.test(text))).toEqual([])
  })

  test('an app proves it too, and gets its tokens then', async () => {
    const { user, show } = await createUserWithTotp(service)
    const asked = await signIn(user.username, password, {}, { client: 'app' })
    expect(asked.body.accessToken).toBeUndefined()
    const answer = await prove(asked.body.challenge, {
      method: 'totp',
      code: show(),
      remember: true,
    })
    expect(answer.body).toMatchObject({ accessToken: expect.any(String) })
    const { deviceToken } = answer.body
    const again = await signIn(user.username, password, {}, { client: 'app', deviceToken })
    expect(again.status).toBe(201)
  })
})

describe('a challenge', () => {
  test('works for five minutes, once, and only while the password stays the same', async () => {
    const { user, show } = await createUserWithTotp(service)
    const late = await signIn(user.username)
    service.clock.advance(5 * minute)
    const proof = () => ({ method: 'totp', code: show() })
    expect((await prove(late.body.challenge, proof())).body.code).toBe('sign-in-failed')
    const used = await signIn(user.username)
    expect((await prove(used.body.challenge, proof())).status).toBe(201)
    nextStep()
    expect((await prove(used.body.challenge, proof())).body.code).toBe('sign-in-failed')
    const voided = await signIn(user.username)
    await service.deps.db.user.update({
      where: { id: user.id },
      data: { passwordId: crypto.randomUUID() },
    })
    expect((await prove(voided.body.challenge, proof())).body.code).toBe('sign-in-failed')
    expect((await prove('unknown', proof())).body.code).toBe('sign-in-failed')
  })

  test('belongs to its user: another user’s second factor is wrong', async () => {
    const [one, other] = [await createUserWithTotp(service), await createUserWithTotp(service)]
    const asked = await signIn(one.user.username)
    const answer = await prove(asked.body.challenge, { method: 'totp', code: other.show() })
    expect([answer.status, answer.body.code]).toEqual([401, 'second-factor-wrong'])
    const code = other.recoveryCodes[0]
    const stolen = await prove(asked.body.challenge, { method: 'recovery-code', code })
    expect(stolen.body).toMatchObject({ code: 'second-factor-wrong', triesLeft: 3 })
  })

  test('ends with the fifth wrong proof, even of twenty at once', async () => {
    const { user, show } = await createUserWithTotp(service)
    const { cookies } = await openSession(user.username, show)
    nextStep()
    const asked = await signIn(user.username, password, deviceOf(cookies))
    const wrong = { method: 'recovery-code', code: 'AAAA-AAAA-AAAA-AAAA' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => prove(asked.body.challenge, wrong, deviceOf(cookies))),
    )
    const judged = answers.filter(({ body }) => body.code === 'second-factor-wrong')
    expect(judged.length).toBeLessThanOrEqual(5)
    const right = await prove(asked.body.challenge, { method: 'totp', code: show() })
    expect(right.body.code).toBe('sign-in-failed')
  })
})

/** Signs in with the authenticator app. */
async function openSession(username: string, show: () => string, more: object = {}) {
  const asked = await signIn(username)
  const answer = await prove(asked.body.challenge, { method: 'totp', code: show(), ...more })
  expect(answer.status).toBe(201)
  return answer
}

describe('waits', () => {
  test('the sixth wrong proof waits as the sixth wrong password does', async () => {
    const { user, show } = await createUserWithTotp(service)
    for (let n = 0; n < 6; n += 1) {
      const asked = await signIn(user.username)
      expect(asked.status).toBe(401)
      const wrong = await prove(asked.body.challenge, { method: 'totp', code: '000000' })
      expect(wrong.body.code).toBe('second-factor-wrong')
    }
    expect((await signIn(user.username)).status).toBe(429)
    service.clock.advance(30 * second)
    const asked = await signIn(user.username)
    const right = await prove(asked.body.challenge, { method: 'totp', code: show() })
    expect(right.status).toBe(201)
  })

  test('a device that has signed in before can’t guess without limit either', async () => {
    const { user, show } = await createUserWithTotp(service)
    const { cookies } = await openSession(user.username, show)
    const device = deviceOf(cookies)
    const outcomes: unknown[] = []
    for (let n = 0; n < 30; n += 1) {
      const asked = await signIn(user.username, password, device)
      if (asked.status === 429) outcomes.push('wait')
      else {
        const wrong = await prove(asked.body.challenge, { method: 'totp', code: '000000' }, device)
        outcomes.push(wrong.status === 429 ? 'wait' : wrong.body.code)
      }
    }
    expect(outcomes.filter((outcome) => outcome !== 'wait').length).toBeLessThanOrEqual(12)
  })

  test('after a hundred wrong codes in a row the app’s codes stop, and a recovery code helps', async () => {
    const { user, show, recoveryCodes } = await createUserWithTotp(service)
    await service.deps.db.user.update({ where: { id: user.id }, data: { wrongFactorCodes: 99 } })
    const asked = await signIn(user.username)
    await prove(asked.body.challenge, { method: 'totp', code: '000000' })
    const stopped = await signIn(user.username)
    expect(stopped.body.methods).toEqual(['recovery-code'])
    const app = await prove(stopped.body.challenge, { method: 'totp', code: show() })
    expect(app.body.code).toBe('second-factor-wrong')
    const code = recoveryCodes[0]
    const helped = await prove(stopped.body.challenge, { method: 'recovery-code', code })
    expect(helped.status).toBe(201)
    const after = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
    expect(after.wrongFactorCodes).toBe(0)
  })
})

describe('a sign-in whose second factor is missing', () => {
  const administrator = async () => {
    const roleId = builtInRoles.administrator
    const { id } = await createUser(service.deps, { roleId, password: null })
    return signInAs(service, id)
  }
  type Victim = { readonly id: string; readonly username: string }
  type Act = (user: Victim, cookies: Cookies) => Promise<unknown>
  const asAdmin = async (path: string, body?: object, method: 'POST' | 'PATCH' = 'POST') => {
    const answer = await ask(service, method, path, body, await administrator())
    expect(answer.status).toBeLessThan(300)
  }
  const acts: Record<string, Act> = {
    'another username': ({ id }) =>
      asAdmin(`/users/${id}`, { username: `${id}@other.example` }, 'PATCH'),
    'another kind': ({ id }) => asAdmin(`/users/${id}`, { kind: 'member' }, 'PATCH'),
    'a deactivation that was undone': async ({ id }) => {
      await asAdmin(`/users/${id}/deactivate`)
      await asAdmin(`/users/${id}/reactivate`, { mustChangePassword: false })
    },
    'an administrator who signs the user out': ({ id }) => asAdmin(`/users/${id}/end-sessions`),
    'the user who signs out everywhere': (_, cookies) =>
      ask(service, 'DELETE', '/sessions', undefined, cookies),
    'the user who sets a new password': (_, cookies) => {
      const body = { currentPassword: password, newPassword: 'Plum-Tractor-42-Violin' }
      return ask(service, 'PUT', '/account/password', body, cookies)
    },
  }

  test.each(Object.entries(acts))('ends with %s', async (_, act) => {
    const { user, show, cookies } = await createUserWithTotp(service)
    // An imported password has no id.
    await service.deps.db.user.update({ where: { id: user.id }, data: { passwordId: null } })
    const asked = await signIn(user.username)
    expect(asked.body.code).toBe('second-factor-required')
    await act(user, cookies)
    const refused = await prove(asked.body.challenge, { method: 'totp', code: show() })
    expect([refused.status, refused.body.code]).toEqual([401, 'sign-in-failed'])
    const where = { userId: user.id }
    expect(await service.deps.db.signInChallenge.count({ where })).toBe(0)
  })

  test('that is proved while the user signs out everywhere never waits for that in a circle', async () => {
    const { user, cookies } = await createUserWithTotp(service)
    const { challenge } = (await signIn(user.username)).body
    const { deps } = service
    let ended: Promise<unknown> = Promise.resolve()
    await deps.db.$transaction(async (tx) => {
      await holdUser(tx, user.id)
      ended = ask(service, 'DELETE', '/sessions', undefined, cookies)
      await expect.poll(() => countWaiting(deps), { timeout: 4_000 }).toBeGreaterThan(0)
      // What a proof does after it has locked the user.
      expect(await consumeChallenge(tx, String(challenge))).toBe(true)
    })
    expect(await ended).toMatchObject({ status: 200 })
  })

  test('never begins if the user changes after the password was checked', async () => {
    const { user } = await createUserWithTotp(service)
    beforeNextTransaction(service.deps, () =>
      service.deps.db.user.update({ where: { id: user.id }, data: { kind: 'member' } }),
    )
    expect((await signIn(user.username)).body.code).toBe('sign-in-failed')
  })
})

describe('a code of an authenticator app', () => {
  test('works once, and the neighbouring steps count', async () => {
    const { user, show } = await createUserWithTotp(service)
    const code = show()
    nextStep()
    const [one, other] = [await signIn(user.username), await signIn(user.username)]
    expect((await prove(one.body.challenge, { method: 'totp', code })).status).toBe(201)
    const replayed = await prove(other.body.challenge, { method: 'totp', code })
    expect(replayed.body.code).toBe('second-factor-wrong')
    nextStep()
    const late = show()
    service.clock.advance(minute)
    const tooLate = await prove(other.body.challenge, { method: 'totp', code: late })
    expect(tooLate.body.code).toBe('second-factor-wrong')
  })

  test('opens one session of sixteen at once', async () => {
    const { user, show } = await createUserWithTotp(service)
    const asked = await Promise.all(Array.from({ length: 16 }, () => signIn(user.username)))
    const code = show()
    const answers = await Promise.all(
      asked.map(({ body }) => prove(body.challenge, { method: 'totp', code })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  })
})

describe('a recovery code', () => {
  test('opens one session of sixteen at once, is told of, and may be typed freely', async () => {
    const { user, recoveryCodes } = await createUserWithTotp(service)
    const asked = await Promise.all(Array.from({ length: 16 }, () => signIn(user.username)))
    const code = ` ${(recoveryCodes[3] ?? '').toLowerCase().replaceAll('-', ' ')}`
    const answers = await Promise.all(
      asked.map(({ body }) => prove(body.challenge, { method: 'recovery-code', code })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const where = { userId: user.id, usedAt: null }
    expect(await service.deps.db.recoveryCode.count({ where })).toBe(9)
    await service.runJobs()
    const mails = await service.mailsTo(user.username)
    expect(
      mails.filter(({ subject }) => subject.startsWith('A recovery code was used')),
    ).toHaveLength(1)
  })
})

describe('a remembered browser', () => {
  test('isn’t asked for thirty days, and is asked after', async () => {
    const { user, show } = await createUserWithTotp(service)
    const { cookies } = await openSession(user.username, show, { remember: true })
    service.clock.advance(20 * day)
    const later = await signIn(user.username, password, deviceOf(cookies))
    expect(later.status).toBe(201)
    service.clock.advance(10 * day)
    expect((await signIn(user.username, password, deviceOf(later.cookies))).status).toBe(401)
  })

  test('is another one without its cookie, or with another user’s', async () => {
    const [one, other] = [await createUserWithTotp(service), await createUserWithTotp(service)]
    const { cookies } = await openSession(one.user.username, one.show, { remember: true })
    expect((await signIn(one.user.username)).status).toBe(401)
    expect((await signIn(other.user.username, password, deviceOf(cookies))).status).toBe(401)
    const [value = ''] = [cookies['rekey-device']]
    const forged = value.replace(/~(\d+)~test~/, '~$1~test~1~')
    expect((await signIn(one.user.username, password, { 'rekey-device': forged })).status).toBe(401)
  })

  test('is forgotten by a reset, by removing a second factor, and by the setting', async () => {
    const { user, show } = await createUserWithTotp(service)
    const { cookies } = await openSession(user.username, show, { remember: true })
    const document = { ...defaultSettings, rememberDeviceDays: 0 }
    await service.deps.db.settingsRow.update({ where: { id: 1 }, data: { document } })
    service.clock.advance(second)
    expect((await signIn(user.username, password, deviceOf(cookies))).status).toBe(401)
    await service.deps.db.settingsRow.update({
      where: { id: 1 },
      data: { document: defaultSettings },
    })
    service.clock.advance(second)
    expect((await signIn(user.username, password, deviceOf(cookies))).status).toBe(201)
    service.clock.advance(minute)
    const session = await signInAs(service, user.id)
    const proof = { method: 'totp', code: show() }
    await ask(service, 'POST', '/sessions/current/second-factor', proof, session)
    const { added } = await addPasskeyTo(service, session)
    const path = `/account/second-factors/${String(added.body.id)}`
    expect((await ask(service, 'DELETE', path, undefined, session)).status).toBe(204)
    expect((await signIn(user.username, password, deviceOf(cookies))).status).toBe(401)
  })
})

describe('a passkey', () => {
  const userWithPasskey = async (options: Parameters<typeof createSoftwarePasskey>[0] = {}) => {
    const user = await createUser(service.deps)
    const cookies = await signInAs(service, user.id)
    const { passkey, id } = await addPasskeyTo(service, cookies, createSoftwarePasskey(options))
    return { user, passkey, id }
  }
  const options = async () =>
    (await ask(service, 'POST', '/sessions/passkey/options')).body as { challenge: string }
  const enter = (response: object, more: object = {}) =>
    ask(service, 'POST', '/sessions/passkey', { response, ...more })

  test('is the second factor of a sign-in, and its answer works for that sign-in alone', async () => {
    const { user, passkey } = await userWithPasskey({ verifiesUser: false })
    const [one, other] = [await signIn(user.username), await signIn(user.username)]
    expect(one.body).toMatchObject({
      methods: ['passkey', 'recovery-code'],
      passkeyOptions: { rpId: 'localhost', allowCredentials: [{ id: passkey.id }] },
    })
    const response = passkey.get(one.body.passkeyOptions as never)
    const proof = { method: 'passkey', response }
    expect((await prove(other.body.challenge, proof)).body.code).toBe('second-factor-wrong')
    expect((await prove(one.body.challenge, proof)).status).toBe(201)
  })

  test('signs in without a password, once for each challenge', async () => {
    const { user, passkey } = await userWithPasskey()
    const asked = await options()
    const response = passkey.get(asked)
    const answers = await Promise.all(Array.from({ length: 8 }, () => enter(response)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const [opened] = answers.filter(({ status }) => status === 201)
    expect(opened?.body).toMatchObject({ user: { id: user.id }, method: 'passkey' })
    const counted = passkey.get(asked)
    expect((await enter(counted)).body.code).toBe('sign-in-failed')
    const app = await enter(passkey.get(await options()), { client: 'app' })
    expect(app.body).toMatchObject({ accessToken: expect.any(String) })
  })

  test('that doesn’t verify the person, comes late or from another site signs nobody in', async () => {
    const careless = await userWithPasskey({ verifiesUser: false })
    expect((await enter(careless.passkey.get(await options()))).body.code).toBe('sign-in-failed')
    const { passkey } = await userWithPasskey()
    const late = passkey.get(await options())
    service.clock.advance(5 * minute)
    expect((await enter(late)).body.code).toBe('sign-in-failed')
    const elsewhere = passkey.get(await options(), 'https://evil.example')
    expect((await enter(elsewhere)).body.code).toBe('sign-in-failed')
    const unknown = createSoftwarePasskey().get(await options())
    expect((await enter(unknown)).body.code).toBe('sign-in-failed')
    expect((await enter(passkey.get(await options()))).status).toBe(201)
  })

  test('whose counter went back is a copy and signs nobody in; one that never counts is none', async () => {
    const { passkey } = await userWithPasskey()
    expect((await enter(passkey.get(await options()))).status).toBe(201)
    expect((await enter(passkey.get(await options()))).status).toBe(201)
    passkey.turnBack(0)
    expect((await enter(passkey.get(await options()))).body.code).toBe('sign-in-failed')
    const synced = await userWithPasskey({ counts: false })
    expect((await enter(synced.passkey.get(await options()))).status).toBe(201)
    expect((await enter(synced.passkey.get(await options()))).status).toBe(201)
  })

  test('of a deactivated user, or of one who signs in at a provider, signs nobody in', async () => {
    for (const data of [{ status: 'deactivated' }, { signInMethod: 'sso' }] as const) {
      const { user, passkey } = await userWithPasskey()
      await service.deps.db.user.update({ where: { id: user.id }, data })
      expect((await enter(passkey.get(await options()))).body.code).toBe('sign-in-failed')
    }
    const { user, passkey } = await userWithPasskey()
    await service.deps.db.user.update({ where: { id: user.id }, data: { kind: 'device' } })
    expect((await enter(passkey.get(await options()))).body.code).toBe('sign-in-elsewhere')
  })

  test('asking for its options stores nothing', async () => {
    expect(await countStatements(options)).toEqual([])
  })
})

describe('a required second factor', () => {
  const save = async (change: object) => {
    const cookies = await administrator()
    const body = { ...defaultSettings, ...change }
    expect((await ask(service, 'PUT', '/settings', body, cookies)).status).toBe(200)
    service.clock.advance(second)
  }
  const administrator = async () => {
    const roleId = '00000000-0000-4000-8000-000000000001'
    const { id } = await createUser(service.deps, { roleId, password: null })
    return signInAs(service, id)
  }

  test('is asked for after the days of grace; until then the user sees how many are left', async () => {
    const user = await createUser(service.deps, { kind: 'member' })
    const required = { ...defaultSettings.secondFactor, member: 'required' }
    await save({ secondFactor: required, secondFactorGraceDays: 7 })
    const from = service.clock.now().getTime() - second
    const list = (cookies: Cookies) =>
      ask(service, 'GET', '/account/second-factors', undefined, cookies)
    const early = await signInAs(service, user.id)
    const dueAt = new Date(from + 7 * day).toISOString()
    expect((await list(early)).body).toMatchObject({ isRequired: true, dueAt })
    expect((await ask(service, 'GET', '/sessions', undefined, early)).status).toBe(200)
    service.clock.advance(7 * day)
    const cookies = (await signIn(user.username)).cookies
    const stopped = await ask(service, 'GET', '/sessions', undefined, cookies)
    expect([stopped.status, stopped.body.code]).toEqual([403, 'second-factor-required'])
    const other = (await signIn(user.username)).cookies
    const left = await ask(service, 'DELETE', '/sessions/current', undefined, other)
    expect(left.status).toBe(204)
    const { added, id } = await addPasskeyTo(service, cookies)
    expect(added.status).toBe(201)
    expect((await ask(service, 'GET', '/sessions', undefined, cookies)).status).toBe(200)
    const path = `/account/second-factors/${id}`
    expect((await ask(service, 'DELETE', path, undefined, cookies)).body.code).toBe('conflict')
    await save({})
  })

  test('of the console alone leaves others in peace', async () => {
    const roleId = '00000000-0000-4000-8000-000000000003'
    const moderator = await createUser(service.deps, { roleId })
    const plain = await createUser(service.deps)
    await save({ secondFactorForConsole: 'required', secondFactorGraceDays: 0 })
    service.clock.advance(hour)
    const sessions = async (id: string) =>
      (await ask(service, 'GET', '/sessions', undefined, await signInAs(service, id))).status
    expect([await sessions(moderator.id), await sessions(plain.id)]).toEqual([403, 200])
    await service.deps.db.settingsRow.update({
      where: { id: 1 },
      data: { document: defaultSettings },
    })
  })
})
