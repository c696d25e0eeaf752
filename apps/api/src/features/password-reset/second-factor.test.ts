import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { beforeNextStatement } from '../../../testing/before-next-statement.ts'
import { beforeNextTransaction } from '../../../testing/before-next-transaction.ts'
import { countStatements } from '../../../testing/count-statements.ts'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createSoftwarePasskey } from '../../../testing/software-passkey.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { addPasskeyTo, addTotpTo, ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { hour, minute, second } from '../../lib/clock.ts'

const newPassword = 'Plum-Tractor-42-Violin'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())
beforeEach(() => service.clock.advance(24 * hour))

type Mailed = { readonly token: string; readonly code: string }

/** Requests a reset and reads its mail, as the owner of the mailbox. */
async function mailed(username: string): Promise<Mailed> {
  await service.openReset(username)
  await service.runJobs()
  const mails = await service.mailsTo(username)
  const mail = mails.find(({ text }) => text.includes('/reset#'))
  const token = /\/reset#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const code = /^\s*(\d{6})\s*$/m.exec(mail?.text ?? '')?.[1] ?? ''
  return { token, code }
}

async function userWithReset(given: NewUser = {}) {
  const user = await createUserWithTotp(service, given)
  return { ...user, mail: await mailed(user.user.username) }
}

const verify = ({ token, code }: Mailed) =>
  ask(service, 'POST', '/password-resets/verify-code', { token, code })
const complete = ({ token, code }: Mailed, secondFactor?: object, password = newPassword) =>
  ask(service, 'POST', '/password-resets/complete', {
    token,
    code,
    newPassword: password,
    ...(secondFactor && { secondFactor }),
  })
const wrong = ({ token, code }: Mailed): Mailed => ({
  token,
  code: code === '000000' ? '000001' : '000000',
})
const endOf = async (userId: string) =>
  (
    await service.deps.db.reset.findFirstOrThrow({
      where: { userId },
      orderBy: { createdAt: 'desc' },
    })
  ).endReason

test('saving needs the second factor, and says so only after the right code', async () => {
  const { user, mail, show } = await userWithReset()
  const inspected = await ask(service, 'POST', '/password-resets/inspect', { token: mail.token })
  expect(JSON.stringify(inspected.body)).not.toMatch(/factor|totp/i)
  const refused = await complete(wrong(mail), { method: 'totp', code: show() })
  expect(refused.body.code).toBe('reset-code-wrong')
  expect((await verify(mail)).body).toMatchObject({
    valid: true,
    secondFactor: { methods: ['totp', 'recovery-code'] },
  })
  const missing = await complete(mail)
  expect([missing.status, missing.body.code]).toEqual([403, 'second-factor-required'])
  expect(missing.body.methods).toEqual(['totp', 'recovery-code'])
  expect((await complete(mail, { method: 'totp', code: show() })).status).toBe(200)
  const asked = await ask(service, 'POST', '/sessions', {
    username: user.username,
    password: newPassword,
  })
  expect(asked.body.code).toBe('second-factor-required')
})

test('a right code isn’t told from wrong ones that end its reset meanwhile', async () => {
  const { mail } = await userWithReset()
  beforeNextStatement(service.deps, 'tries_left = tries_left', async () => {
    for (let n = 0; n < 5; n += 1) await complete(wrong(mail))
  })
  expect((await complete(mail)).body.code).toBe('reset-link-invalid')
})

test('a second factor that was added meanwhile is asked for, and nothing is saved', async () => {
  const user = await createUser(service.deps)
  const cookies = await signInAs(service, user.id)
  const mail = await mailed(user.username)
  beforeNextTransaction({ db: service.deps.driver }, () => addTotpTo(service, cookies))
  expect((await complete(mail)).body).toMatchObject({
    code: 'second-factor-required',
    methods: ['totp', 'recovery-code'],
  })
  expect(await endOf(user.id)).toBeNull()
  const { passwordHash } = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
  expect(passwordHash).toBe(user.passwordHash)
})

test('a user without one gets null, and a second factor that is sent anyway is ignored', async () => {
  const { username } = await createUser(service.deps)
  const mail = await mailed(username)
  expect((await verify(mail)).body.secondFactor).toBeNull()
  expect((await complete(mail, { method: 'totp', code: '123456' })).status).toBe(200)
})

test('without link and code, the work is the same with and without a second factor', async () => {
  const { mail } = await userWithReset()
  const plain = await createUser(service.deps)
  const other = await mailed(plain.username)
  await service.deps.settings.current()
  const costs = (given: Mailed, secondFactor?: object) =>
    countStatements(() => complete(given, secondFactor))
  expect(await costs(wrong(mail))).toEqual(await costs(wrong(other)))
  const proof = { method: 'recovery-code', code: 'x' }
  expect(await costs(wrong(mail), proof)).toEqual(await costs(wrong(other), proof))
  const inspect = ({ token }: Mailed) =>
    countStatements(() => ask(service, 'POST', '/password-resets/inspect', { token }))
  expect(await inspect(mail)).toEqual(await inspect(other))
  const [one, two] = [await complete(wrong(mail)), await complete(wrong(other))]
  expect({ ...one.body, requestId: '' }).toEqual({ ...two.body, requestId: '' })
})

test('a proof without what its method needs is refused by the field’s name', async () => {
  const { mail } = await userWithReset()
  const noCode = await complete(mail, { method: 'totp' })
  expect(noCode.body).toMatchObject({
    code: 'bad-request',
    errors: [{ pointer: '/secondFactor/code' }],
  })
  const noResponse = await complete(mail, { method: 'passkey', code: '123456' })
  expect(noResponse.body).toMatchObject({ errors: [{ pointer: '/secondFactor/response' }] })
})

describe('wrong second factors', () => {
  test('the fifth ends the reset', async () => {
    const { user, mail, show } = await userWithReset()
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const wrong = await complete(mail, { method: 'totp', code: '000000' })
      expect(wrong.status).toBe(400)
      expect(wrong.body).toMatchObject({ code: 'second-factor-wrong', triesLeft })
    }
    const right = await complete(mail, { method: 'totp', code: show() })
    expect(right.body.code).toBe('reset-link-invalid')
    expect(await endOf(user.id)).toBe('wrong-factors')
  })

  test('of twenty parallel guesses, five are judged', async () => {
    const { mail } = await userWithReset()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        complete(mail, { method: 'totp', code: String(n).padStart(6, '0') }),
      ),
    )
    const judged = answers.filter(({ body }) => body.code === 'second-factor-wrong')
    expect(new Set(judged.map(({ body }) => body.triesLeft))).toEqual(new Set([0, 1, 2, 3, 4]))
    expect(judged).toHaveLength(5)
  })

  test('of twenty parallel guesses, no more than five are compared with the app’s codes', async () => {
    const { mail } = await userWithReset()
    const statements = await countStatements(() =>
      Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          complete(mail, { method: 'totp', code: String(n).padStart(6, '0') }),
        ),
      ),
    )
    const compared = statements.filter((statement) =>
      statement.startsWith('SELECT "public"."second_factors"'),
    )
    expect(compared.length).toBeLessThanOrEqual(5)
  })

  test('cost nothing after a right one whose password is refused', async () => {
    const { mail, show } = await userWithReset()
    const proof = { method: 'totp', code: show() }
    for (let n = 0; n < 6; n += 1) {
      expect((await complete(mail, proof, 'short')).body.code).toBe('password-not-accepted')
    }
    expect((await complete(mail, { method: 'totp', code: '000000' })).body.triesLeft).toBe(4)
    expect((await complete(mail, proof)).status).toBe(200)
  })

  test('are counted for the user over all resets, and stop the app’s codes', async () => {
    const { user, mail, recoveryCodes, show } = await userWithReset()
    await service.deps.db.user.update({ where: { id: user.id }, data: { wrongFactorCodes: 99 } })
    await complete(mail, { method: 'totp', code: '000000' })
    expect((await verify(mail)).body.secondFactor).toMatchObject({ methods: ['recovery-code'] })
    expect((await complete(mail, { method: 'totp', code: show() })).body.code).toBe(
      'second-factor-wrong',
    )
    const code = recoveryCodes[9]
    expect((await complete(mail, { method: 'recovery-code', code })).status).toBe(200)
  })
})

describe('a right second factor', () => {
  test('isn’t used up by a password that is refused', async () => {
    const { mail, recoveryCodes } = await userWithReset()
    const proof = { method: 'recovery-code', code: recoveryCodes[0] }
    expect((await complete(mail, proof, 'short')).body.code).toBe('password-not-accepted')
    expect((await complete(mail, proof)).status).toBe(200)
  })

  test('of an authenticator app is good once, whether for a sign-in or a reset', async () => {
    const { user, mail, show } = await userWithReset()
    const code = show()
    const asked = await ask(service, 'POST', '/sessions', {
      username: user.username,
      password: 'correct horse battery',
    })
    const { challenge } = asked.body
    const proof = { method: 'totp', code }
    expect(
      (await ask(service, 'POST', '/sessions/second-factor', { challenge, ...proof })).status,
    ).toBe(201)
    expect((await complete(mail, proof)).body.code).toBe('second-factor-wrong')
    service.clock.advance(30 * second)
    expect((await complete(mail, { method: 'totp', code: show() })).status).toBe(200)
  })

  test('sixteen parallel saves with one recovery code: one succeeds', async () => {
    const { user, mail, recoveryCodes } = await userWithReset()
    const proof = { method: 'recovery-code', code: recoveryCodes[0] }
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => complete(mail, proof, `${newPassword}-${n}`)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const where = { userId: user.id, usedAt: null }
    expect(await service.deps.db.recoveryCode.count({ where })).toBe(9)
  })

  test('one recovery code in a reset and in fifteen sign-ins at once is used once', async () => {
    const { user, mail, recoveryCodes } = await userWithReset()
    const proof = { method: 'recovery-code', code: recoveryCodes[0] }
    const credentials = { username: user.username, password: 'correct horse battery' }
    const asked = await Promise.all(
      Array.from({ length: 15 }, () => ask(service, 'POST', '/sessions', credentials)),
    )
    const answers = await Promise.all([
      complete(mail, proof),
      ...asked.map(({ body: { challenge } }) =>
        ask(service, 'POST', '/sessions/second-factor', { challenge, ...proof }),
      ),
    ])
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
  })

  test('of a passkey is bound to this one reset', async () => {
    const users = [await createUser(service.deps), await createUser(service.deps)] as const
    const passkey = createSoftwarePasskey()
    const [one, other] = users
    await addPasskeyTo(service, await signInAs(service, one.id), passkey)
    await addPasskeyTo(service, await signInAs(service, other.id))
    service.clock.advance(minute)
    const first = await mailed(one.username)
    const stale = await verify(first)
    const { passkeyOptions } = stale.body.secondFactor as { passkeyOptions: { challenge: string } }
    const response = passkey.get(passkeyOptions)
    service.clock.advance(24 * hour)
    const second_ = await mailed(one.username)
    expect(second_.token).not.toBe(first.token)
    expect((await complete(second_, { method: 'passkey', response })).body.code).toBe(
      'second-factor-wrong',
    )
    const fresh = await verify(second_)
    const { passkeyOptions: now } = fresh.body.secondFactor as {
      passkeyOptions: { challenge: string }
    }
    const answer = { method: 'passkey', response: passkey.get(now) }
    const others = await mailed(other.username)
    expect((await complete(others, answer)).body.code).toBe('second-factor-wrong')
    expect((await complete(second_, answer, 'short')).body.code).toBe('password-not-accepted')
    expect((await complete(second_, answer)).status).toBe(200)
  })
})

describe('“This wasn’t me” in a notice', () => {
  const disownOf = async (address: string, subject: string) => {
    await service.runJobs()
    const mails = await service.mailsTo(address)
    const mail = mails.find((each) => each.subject.startsWith(subject))
    return /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  }

  test('ends what a thief added, and the codes that came with it, but asks for a second factor still', async () => {
    const { user, cookies, show, recoveryCodes } = await createUserWithTotp(service)
    const token = await disownOf(user.username, 'A second factor was added')
    const answer = await ask(service, 'POST', '/password-resets/disown', { token })
    expect(answer.body.outcome).toBe('signed-out')
    expect((await ask(service, 'GET', '/sessions', undefined, cookies)).status).toBe(401)
    const own = await signInAs(service, user.id)
    const listed = await ask(service, 'GET', '/account/second-factors', undefined, own)
    expect(listed.body.items).toMatchObject([{ type: 'totp', proves: false }])
    const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const shown = await ask(service, 'GET', `/users/${user.id}`, undefined, admin.cookies)
    expect(shown.body.secondFactors).toMatchObject({ totp: 1, disowned: 1 })
    const mail = await mailed(user.username)
    expect((await verify(mail)).body.secondFactor).toEqual({ methods: [] })
    for (const proof of [
      { method: 'totp', code: show() },
      { method: 'recovery-code', code: recoveryCodes[0] },
    ]) {
      expect((await complete(mail, proof)).body.code).toBe('second-factor-wrong')
    }
    expect((await complete(mail)).body.code).toBe('second-factor-required')
  })

  const disown = (token: string) => ask(service, 'POST', '/password-resets/disown', { token })
  const codesOf = (userId: string) => service.deps.db.recoveryCode.count({ where: { userId } })

  test('ends the codes that a thief made, however long the steps of the change take', async () => {
    const now = service.clock.now.bind(service.clock)
    const ticking = vi.spyOn(service.clock, 'now').mockImplementation(() => {
      service.clock.advance(1)
      return now()
    })
    const [added, replaced] = [await createUserWithTotp(service), await createUserWithTotp(service)]
    await ask(service, 'POST', '/account/recovery-codes', undefined, replaced.cookies)
    ticking.mockRestore()
    await disown(await disownOf(added.user.username, 'A second factor was added'))
    await disown(await disownOf(replaced.user.username, 'Your recovery codes were replaced'))
    expect([await codesOf(added.user.id), await codesOf(replaced.user.id)]).toEqual([0, 0])
  })

  test('about a used recovery code ends the rest of its sheet, but asks for a second factor still', async () => {
    const { user, mail, recoveryCodes } = await userWithReset()
    const [first, second] = recoveryCodes
    const used = await complete(mail, { method: 'recovery-code', code: first })
    expect(used.status).toBe(200)
    service.clock.advance(hour)
    await disown(await disownOf(user.username, 'A recovery code was used'))
    const next = await mailed(user.username)
    expect((await verify(next)).body.secondFactor).toEqual({ methods: ['totp'] })
    const refused = await complete(next, { method: 'recovery-code', code: second })
    expect(refused.body.code).toBe('second-factor-wrong')
  })

  test('about one that was removed signs the user out', async () => {
    const { user, cookies, id } = await createUserWithTotp(service)
    await ask(service, 'DELETE', `/account/second-factors/${id}`, undefined, cookies)
    const token = await disownOf(user.username, 'A second factor was removed')
    const answer = await ask(service, 'POST', '/password-resets/disown', { token })
    expect(answer.body.outcome).toBe('signed-out')
    expect((await ask(service, 'GET', '/sessions', undefined, cookies)).status).toBe(401)
  })
})
