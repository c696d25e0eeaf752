import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beforeNextStatement } from '../../../testing/before-next-statement.ts'
import { beforeNextTransaction } from '../../../testing/before-next-transaction.ts'
import { signInAs } from '../../../testing/sign-in-with.ts'
import { createSoftwarePasskey } from '../../../testing/software-passkey.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { addPasskeyTo, addTotpTo, ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { hour, minute, second } from '../../lib/clock.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())
beforeEach(() => service.clock.advance(24 * hour))

type Mailed = { readonly token: string; readonly code: string }
type Creation = { readonly challenge: string; readonly user: { readonly id: string } }

async function mailed(username: string): Promise<Mailed> {
  await service.openReset(username)
  await service.runJobs()
  const mails = await service.mailsTo(username)
  const text = mails.find((each) => each.text.includes('/reset#'))?.text ?? ''
  return {
    token: /\/reset#([\w.-]+)/.exec(text)?.[1] ?? '',
    code: /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? '',
  }
}

const verify = (mail: Mailed) => ask(service, 'POST', '/password-resets/verify-code', mail)
const complete = (mail: Mailed, end: object) =>
  ask(service, 'POST', '/password-resets/complete', { ...mail, ...end })
const offered = async (mail: Mailed) => (await verify(mail)).body.newPasskey as Creation
const signIn = async (passkey: ReturnType<typeof createSoftwarePasskey>) => {
  const options = await ask(service, 'POST', '/sessions/passkey/options')
  const response = passkey.get(options.body as never)
  return ask(service, 'POST', '/sessions/passkey', { response })
}
const signInWith = (username: string, password: string) =>
  ask(service, 'POST', '/sessions', { username, password })

const password = 'Plum-Tractor-42-Violin'

test('a passkey takes the place of the password and brings recovery codes', async () => {
  const user = await createUser(service.deps, { password })
  const cookies = await signInAs(service, user.id)
  const mail = await mailed(user.username)
  const passkey = createSoftwarePasskey()
  const options = await offered(mail)
  expect(options).toMatchObject({
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const saved = await complete(mail, { passkey: passkey.create(options) })
  expect(saved.status).toBe(200)
  expect(saved.body.recoveryCodes).toHaveLength(10)
  expect((await ask(service, 'GET', '/sessions', undefined, cookies)).status).toBe(401)
  expect((await signInWith(user.username, password)).body.code).toBe('sign-in-failed')
  expect((await signIn(passkey)).status).toBe(201)
  expect((await verify(mail)).body.code).toBe('reset-link-invalid')
  await service.runJobs()
  const notice = (await service.mailsTo(user.username)).find(({ subject }) =>
    subject.startsWith('A second factor was added'),
  )
  expect(notice?.text).toContain('A passkey was added to the account')
  expect(notice?.text).toContain('The account has no password now. You sign in with the passkey.')
})

test('a user with a second factor needs it, and keeps the recovery codes', async () => {
  const { user, show, recoveryCodes } = await createUserWithTotp(service)
  const mail = await mailed(user.username)
  const passkey = createSoftwarePasskey().create(await offered(mail))
  const missing = await complete(mail, { passkey })
  expect([missing.status, missing.body.code]).toEqual([403, 'second-factor-required'])
  const wrong = await complete(mail, { passkey, secondFactor: { method: 'totp', code: '000000' } })
  expect(wrong.body).toMatchObject({ code: 'second-factor-wrong', triesLeft: 4 })
  const secondFactor = { method: 'totp', code: show() }
  const saved = await complete(mail, { passkey, secondFactor })
  expect([saved.status, saved.body.recoveryCodes]).toEqual([200, null])
  service.clock.advance(24 * hour)
  const again = await mailed(user.username)
  const proof = { method: 'recovery-code', code: recoveryCodes[0] }
  const other = createSoftwarePasskey().create(await offered(again))
  expect((await complete(again, { passkey: other, secondFactor: proof })).status).toBe(200)
})

test('lost passkeys are removed where the user says so, and a mail tells of it', async () => {
  const user = await createUser(service.deps)
  const cookies = await signInAs(service, user.id)
  const { passkey: lost, added } = await addPasskeyTo(service, cookies)
  const [code] = added.body.recoveryCodes as string[]
  service.clock.advance(minute)
  const mail = await mailed(user.username)
  const kept = createSoftwarePasskey()
  const saved = await complete(mail, {
    passkey: kept.create(await offered(mail)),
    removeOtherPasskeys: true,
    secondFactor: { method: 'recovery-code', code },
  })
  expect(saved.status).toBe(200)
  expect((await signIn(lost)).body.code).toBe('sign-in-failed')
  expect((await signIn(kept)).status).toBe(201)
  await service.runJobs()
  const subjects = (await service.mailsTo(user.username)).map(({ subject }) => subject)
  expect(subjects.filter((each) => each.startsWith('A second factor was removed'))).toHaveLength(1)
})

test('sixteen parallel ends, half by password and half by passkey: one wins', async () => {
  const user = await createUser(service.deps)
  const mail = await mailed(user.username)
  const options = await offered(mail)
  const ends = Array.from({ length: 16 }, (_, n) =>
    n % 2 ? { newPassword: password } : { passkey: createSoftwarePasskey().create(options) },
  )
  const answers = await Promise.all(ends.map((end) => complete(mail, end)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const { passwordHash } = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
  const passkeys = await service.deps.db.secondFactor.count({ where: { userId: user.id } })
  expect(passkeys).toBe(passwordHash === null ? 1 : 0)
})

describe('a passkey is refused', () => {
  const refusalOf = async (mail: Mailed, passkey: object) => {
    const { status, body } = await complete(mail, { passkey })
    return [status, body.code]
  }
  const notAccepted = [400, 'passkey-not-accepted']

  test('that answers the challenge of another reset, or one of yesterday', async () => {
    const [one, other] = [await createUser(service.deps), await createUser(service.deps)]
    const [mine, theirs] = [await mailed(one.username), await mailed(other.username)]
    const passkey = createSoftwarePasskey().create(await offered(theirs))
    expect(await refusalOf(mine, passkey)).toEqual(notAccepted)
    const late = createSoftwarePasskey().create(await offered(mine))
    service.clock.advance(16 * minute)
    expect(await refusalOf(mine, late)).toEqual(notAccepted)
    const saved = await complete(mine, { newPassword: password })
    expect(saved.status).toBe(200)
  })

  test('that checked nobody, since it would be the only factor', async () => {
    const mail = await mailed((await createUser(service.deps)).username)
    const passkey = createSoftwarePasskey({ verifiesUser: false }).create(await offered(mail))
    expect(await refusalOf(mail, passkey)).toEqual(notAccepted)
  })

  test('that is somebody’s already', async () => {
    const [one, other] = [await createUser(service.deps), await createUser(service.deps)]
    const { passkey } = await addPasskeyTo(service, await signInAs(service, one.id))
    const mail = await mailed(other.username)
    expect(await refusalOf(mail, passkey.create(await offered(mail)))).toEqual(notAccepted)
    expect((await complete(mail, { newPassword: password })).status).toBe(200)
  })

  test('where the settings don’t offer one, and of device users', async () => {
    const member = await mailed((await createUser(service.deps, { kind: 'member' })).username)
    const passkey = createSoftwarePasskey().create(await offered(member))
    const off = { ...defaultSettings.secondFactor, member: 'off' }
    const save = async (document: object) => {
      await service.deps.db.settingsRow.update({
        where: { id: 1 },
        data: { document: { ...defaultSettings, ...document } },
      })
      service.clock.advance(second)
    }
    await save({ secondFactor: off })
    expect(await offered(member)).toBeNull()
    expect(await refusalOf(member, passkey)).toEqual([403, 'not-permitted'])
    await save({})
    const device = await mailed((await createUser(service.deps, { kind: 'device' })).username)
    expect(await offered(device)).toBeNull()
    const inspected = await ask(service, 'POST', '/password-resets/inspect', {
      token: device.token,
    })
    expect(inspected.body.passkeyOffered).toBe(false)
  })
})

test('a password or a passkey must be given, and not both', async () => {
  const mail = await mailed((await createUser(service.deps)).username)
  const faultsOf = async (end: object) => {
    const { body } = await complete(mail, end)
    return (body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
  }
  expect(await faultsOf({})).toEqual(['/newPassword'])
  const passkey = createSoftwarePasskey().create(await offered(mail))
  expect(await faultsOf({ newPassword: password, passkey })).toEqual(['/passkey'])
  const remove = { newPassword: password, removeOtherPasskeys: true }
  expect(await faultsOf(remove)).toEqual(['/removeOtherPasskeys'])
})

describe('“This wasn’t me”', () => {
  const linkIn = async (address: string, subject: RegExp) => {
    await service.runJobs()
    const mail = (await service.mailsTo(address)).find((each) => subject.test(each.subject))
    return /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  }

  test.each([
    ['the notice', /^A second factor was added/],
    ['the mail of the reset', /password/i],
  ])('in %s stops the passkey and its recovery codes', async (_, subject) => {
    const user = await createUser(service.deps)
    const mail = await mailed(user.username)
    const passkey = createSoftwarePasskey()
    await complete(mail, { passkey: passkey.create(await offered(mail)) })
    const token = await linkIn(user.username, subject)
    const answer = await ask(service, 'POST', '/password-resets/disown', { token })
    expect(answer.body.outcome).toBe('signed-out')
    expect((await signIn(passkey)).body.code).toBe('sign-in-failed')
    const left = await service.deps.db.recoveryCode.count({ where: { userId: user.id } })
    expect(left).toBe(0)
  })
})

test('a user with a passkey in place of a password isn’t invited to make a first one', async () => {
  const user = await createUser(service.deps)
  const first = await mailed(user.username)
  await complete(first, { passkey: createSoftwarePasskey().create(await offered(first)) })
  service.clock.advance(24 * hour)
  const next = await mailed(user.username)
  const inspected = await ask(service, 'POST', '/password-resets/inspect', { token: next.token })
  expect(inspected.body).toMatchObject({ purpose: 'reset', passkeyOffered: true })
})

test('the last passkey of a user without a password can’t be removed, until a reset sets one', async () => {
  const user = await createUser(service.deps)
  const first = await mailed(user.username)
  const passkey = createSoftwarePasskey()
  await complete(first, { passkey: passkey.create(await offered(first)) })
  const remove = async () => {
    const { id } = await service.deps.db.secondFactor.findFirstOrThrow({
      where: { userId: user.id },
    })
    const { cookies } = await signIn(passkey)
    return ask(service, 'DELETE', `/account/second-factors/${id}`, undefined, cookies)
  }
  const refused = await remove()
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
  service.clock.advance(24 * hour)
  const next = await mailed(user.username)
  const { passkeyOptions } = (await verify(next)).body.secondFactor as { passkeyOptions: Creation }
  const secondFactor = { method: 'passkey', response: passkey.get(passkeyOptions) }
  expect((await complete(next, { newPassword: password, secondFactor })).status).toBe(200)
  expect((await remove()).status).toBe(204)
})

test('a sign-in by the old password that began before doesn’t open a session after', async () => {
  const user = await createUser(service.deps, { password })
  await service.deps.db.user.update({ where: { id: user.id }, data: { passwordId: null } })
  const mail = await mailed(user.username)
  const passkey = createSoftwarePasskey().create(await offered(mail))
  beforeNextStatement(service.deps, 'UPDATE users SET last_sign_in_at', async () => {
    expect((await complete(mail, { passkey })).status).toBe(200)
  })
  expect((await signInWith(user.username, password)).status).toBe(401)
  expect(await service.deps.db.session.count({ where: { userId: user.id } })).toBe(0)
})

test('a second factor that was added meanwhile is asked for', async () => {
  const user = await createUser(service.deps)
  const cookies = await signInAs(service, user.id)
  const mail = await mailed(user.username)
  const passkey = createSoftwarePasskey().create(await offered(mail))
  beforeNextTransaction(service.deps, async () => {
    await addTotpTo(service, cookies)
  })
  expect((await complete(mail, { passkey })).body).toMatchObject({
    code: 'second-factor-required',
    methods: ['totp', 'recovery-code'],
  })
})

test('of parallel guesses with a passkey, none is judged after the fifth wrong one', async () => {
  const { username } = await createUser(service.deps)
  const mail = await mailed(username)
  const junk = {
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
  }
  const guesses = Array.from({ length: 20 }, (_, n) => ({
    ...mail,
    code: n === 19 ? mail.code : String((Number(mail.code) + n + 1) % 1_000_000).padStart(6, '0'),
  }))
  for (const guess of guesses.slice(0, 5)) await complete(guess, { passkey: junk })
  const last = await complete({ ...mail, code: mail.code }, { passkey: junk })
  expect(last.body.code).toBe('reset-link-invalid')
})

test('a passkey that checks nobody doesn’t stand for a password', async () => {
  const user = await createUser(service.deps)
  const first = await mailed(user.username)
  const passkey = createSoftwarePasskey()
  await complete(first, { passkey: passkey.create(await offered(first)) })
  const { cookies } = await signIn(passkey)
  await addPasskeyTo(service, cookies, createSoftwarePasskey({ verifiesUser: false }))
  const { id } = await service.deps.db.secondFactor.findFirstOrThrow({
    where: { userId: user.id, verifiesUser: true },
  })
  const removed = await ask(service, 'DELETE', `/account/second-factors/${id}`, undefined, cookies)
  expect(removed.status).toBe(409)
})
