import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beforeNextTransaction } from '../../../testing/before-next-transaction.ts'
import { countWaiting } from '../../../testing/count-waiting.ts'
import { createConnection } from '../../../testing/create-connection.ts'
import { createSigningKeys } from '../../../testing/saml-answer.ts'
import { type SignedIn, signInAs } from '../../../testing/sign-in-with.ts'
import { answerRequest, ssoBrowser } from '../../../testing/sso-browser.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { addTotpTo, createUserWithTotp } from '../../../testing/with-factor.ts'
import { keepRecoveryAddressOf } from '../../../testing/with-recovery-address.ts'
import { day, hour, minute, second } from '../../lib/clock.ts'
import { holdUser } from '../../models/hold-user.ts'
import { deriveTemporaryPassword } from '../../models/reset-secrets.ts'
import { clearWait, nameTag } from '../../models/sign-in-wait.ts'
import { startReset } from '../../models/start-reset.ts'
import { cleanUp } from '../maintenance/clean-up.ts'

const password = 'correct horse battery'
const issuer = 'https://idp.northwind.example'
const keys = createSigningKeys()

let service: TestApp
let browser: ReturnType<typeof ssoBrowser>
let id: string

beforeAll(async () => {
  service = await createTestApp()
  browser = ssoBrowser(service)
  const connection = await createConnection(service.deps, {
    name: 'Okta',
    protocol: 'saml',
    issuer,
    certificates: [keys.certificate],
    domains: ['northwind.example'],
  })
  id = connection.id
})
afterAll(async () => service.close())

/** Somebody comes from the provider whose address is this user's. */
async function comeAs(
  email: string,
  query: Record<string, string> = {},
  nameId = `id-of-${email}`,
) {
  const { location, cookies } = await browser.start(id, query)
  const given = { issuer, nameId, attributes: { email }, now: service.clock.now() }
  return browser.post(id, await answerRequest(location, given, keys), cookies)
}

/**
 * A user who was here before, and a browser that just came from the provider with their address.
 */
async function arrive(given: NewUser = {}, query: Record<string, string> = {}) {
  const user = await createUser(service.deps, given)
  return { user, ...(await comeAs(user.username, query)) }
}

const show = (cookies: SignedIn['cookies']) =>
  service.send('GET', '/sso-links/current', undefined, cookies)
const prove = (cookies: SignedIn['cookies'], typed = password) =>
  service.send('POST', '/sso-links/current/password', { password: typed }, cookies)
const mail = (cookies: SignedIn['cookies']) =>
  service.send('POST', '/sso-links/current/mail', {}, cookies)
const inspect = (token: string) => service.send('POST', '/sso-links/inspect', { token })
const complete = (token: string, code: string) =>
  service.send('POST', '/sso-links/complete', { token, code })
const signIn = (username: string) => service.send('POST', '/sessions', { username, password })
const disown = (token: string) => service.send('POST', '/password-resets/disown', { token })

/**
 * A temporary password as an administrator starts it: derived, and read as its mail would show it.
 */
async function temporaryPasswordOf({
  id: userId,
  username,
  emailTo,
  kind,
}: Awaited<ReturnType<typeof createUser>>) {
  const user = { id: userId, username, emailTo, kind } as const
  const reset = await service.deps.db.$transaction((tx) =>
    startReset(tx, service.deps, user, { lane: 2, method: 'temporary-password' }),
  )
  return deriveTemporaryPassword(service.deps.keys, reset) ?? ''
}

const findUser = (userId: string) =>
  service.deps.db.user.findUniqueOrThrow({ where: { id: userId }, include: { identities: true } })

async function newestMail(username: string) {
  await service.runJobs()
  const mails = await service.mailsTo(username)
  const newest = mails.find(({ subject }) => !subject.startsWith('A second factor'))
  const { text = '' } = newest ?? {}
  const [, token = ''] = /\/sso\/link\S*#(\S+)/.exec(text) ?? []
  const [, notMe = ''] = /\/not-me#(\S+)/.exec(text) ?? []
  const [code = ''] = /^\d{6}$/m.exec(text) ?? []
  return { token, code, notMe, text }
}

async function mailed(cookies: SignedIn['cookies'], username: string) {
  expect(await mail(cookies)).toMatchObject({
    status: 202,
    body: { status: 'accepted', resendAfterSeconds: 60 },
  })
  return newestMail(username)
}

const wrong = (code: string) => (code === '000000' ? '111111' : '000000')

/** Nothing of the account has changed: its password signs in. */
async function expectUnlinked(user: { id: string; username: string }) {
  const stored = await findUser(user.id)
  expect(stored.signInMethod).toBe('password')
  expect(stored.identities.filter(({ linkedAt }) => linkedAt !== null)).toEqual([])
  expect((await signIn(user.username)).status).toBe(201)
}

test('the address alone opens nothing: who is here already must be proved first', async () => {
  const { user, status, location, cookies } = await arrive()
  expect({ status, location }).toEqual({ status: 303, location: '/sso/link' })
  expect(cookies['rekey-session']).toBeUndefined()
  expect(await show(cookies)).toMatchObject({
    status: 200,
    body: { username: user.username, connectionName: 'Okta' },
  })
  expect((await show({})).status).toBe(404)
  expect((await show({ 'rekey-sso-link': 'A'.repeat(43) })).status).toBe(404)
  await expectUnlinked(user)
})

describe('by the password', () => {
  test('two changes of the account at once never wait for each other', async () => {
    const { user, cookies } = await arrive()
    const { deps } = service
    let proved: Promise<unknown> = Promise.resolve()
    await deps.db.$transaction(async (tx) => {
      await holdUser(tx, user.id)
      proved = prove(cookies)
      await expect.poll(() => countWaiting(deps), { timeout: 4_000 }).toBeGreaterThan(0)
      // A save, which has locked the user, then ends the wait of the name.
      await clearWait(tx, nameTag(deps.keys, user.username))
    })
    expect(await proved).toMatchObject({ status: 201 })
  })

  test('the account is linked, and from then on no password of it signs in', async () => {
    const { user, cookies } = await arrive({}, { returnTo: '/account' })
    const other = await signIn(user.username)
    const answer = await prove(cookies)
    expect(answer).toMatchObject({
      status: 201,
      body: { user: { id: user.id, username: user.username }, returnTo: '/account' },
    })
    expect(answer.cookies['rekey-device']).toBeUndefined()
    const mine = await service.send('GET', '/sessions/current', undefined, answer.cookies)
    expect(mine.body).toMatchObject({ user: { id: user.id }, session: { openedBy: 'sso' } })
    const stored = await findUser(user.id)
    expect(stored).toMatchObject({ signInMethod: 'sso', passwordHash: null, passwordId: null })
    expect(stored.identities).toMatchObject([{ issuer, subject: `id-of-${user.username}` }])
    expect((await signIn(user.username)).body.code).toBe('sign-in-failed')
    const elsewhere = await service.send('GET', '/sessions/current', undefined, other.cookies)
    expect(elsewhere.status).toBe(401)
    expect((await comeAs(user.username)).location).toBe('/')
    const where = { action: 'user.linked', userId: user.id } as const
    const event = await service.deps.db.auditEvent.findFirstOrThrow({ where })
    expect(event.details).toMatchObject({ connectionId: id, proof: 'password' })
  })

  test('a wrong one changes nothing, and waits as a sign-in does', async () => {
    const { user, cookies } = await arrive()
    for (let n = 0; n < 6; n += 1) {
      expect((await prove(cookies, 'wrong')).body.code).toBe('sign-in-failed')
    }
    expect(await prove(cookies)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
    })
    service.clock.advance(30 * second)
    expect((await prove(cookies)).status).toBe(201)
    expect((await findUser(user.id)).signInMethod).toBe('sso')
  })

  test.each(['temporary-password', 'must-change'])(
    'a %s proves nothing: the answer is that of a wrong password',
    async (kind) => {
      const { user, cookies } = await arrive()
      const typed = kind === 'must-change' ? password : await temporaryPasswordOf(user)
      if (kind === 'must-change') {
        const data = { mustChangePassword: true }
        await service.deps.db.user.update({ where: { id: user.id }, data })
      }
      expect((await prove(cookies, typed)).body.code).toBe('sign-in-failed')
      await expectUnlinked(user)
      const opened = await service.send('POST', '/sessions', {
        username: user.username,
        password: typed,
      })
      expect(opened.body.mustChangePassword).toBe(true)
    },
  )

  test('of eight at once one links', async () => {
    const { cookies } = await arrive()
    const answers = await Promise.all(Array.from({ length: 5 }, () => prove(cookies)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const codes = answers.map(({ body }) => body.code).filter(Boolean)
    for (const code of codes) expect(['not-found', 'sign-in-failed']).toContain(code)
  })

  test('not after ten minutes', async () => {
    const { user, cookies } = await arrive()
    service.clock.advance(10 * minute)
    expect((await prove(cookies)).status).toBe(404)
    await expectUnlinked(user)
  })

  test.each([
    ['deactivated', { status: 'deactivated' as const }],
    ['deleted', { deletedAt: new Date() }],
  ])('not of a user who was %s meanwhile', async (_which, data) => {
    const { user, cookies } = await arrive()
    await service.deps.db.user.update({ where: { id: user.id }, data })
    expect((await show(cookies)).status).toBe(404)
    expect((await prove(cookies)).status).toBe(404)
    expect((await mail(cookies)).status).toBe(404)
  })

  test('not while the connection is off', async () => {
    const { user, cookies } = await arrive()
    const setEnabled = (enabled: boolean) =>
      service.deps.db.ssoConnection.update({ where: { id }, data: { enabled } })
    await setEnabled(false)
    expect((await prove(cookies)).status).toBe(404)
    await setEnabled(true)
    await expectUnlinked(user)
  })

  test('not by the password that opens the console alone', async () => {
    const roleId = builtInRoles.administrator
    const { user, cookies } = await arrive({ roleId })
    const data = { signInMethod: 'sso' } as const
    await service.deps.db.user.update({ where: { id: user.id }, data })
    expect((await prove(cookies)).body.code).toBe('sign-in-failed')
    const { identities } = await findUser(user.id)
    expect(identities).toMatchObject([{ linkedAt: null }])
  })
})

describe('by link and code', () => {
  test('the account is linked on any device, and then signs in at the provider', async () => {
    const { user, cookies } = await arrive()
    const { token, code, text } = await mailed(cookies, user.username)
    expect(text).toContain('Okta')
    expect(await inspect(token)).toMatchObject({
      status: 200,
      body: { username: user.username, connectionName: 'Okta', triesLeft: 5 },
    })
    await expectUnlinked(user)
    expect(await complete(token, code)).toMatchObject({
      status: 200,
      body: {
        username: user.username,
        connectionName: 'Okta',
        startUrl: `http://localhost:3000/api/v1/sso/${id}/start`,
      },
    })
    expect((await signIn(user.username)).status).toBe(401)
    expect((await comeAs(user.username)).location).toBe('/')
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
    expect((await prove(cookies)).status).toBe(404)
  })

  test('goes to the stored address, not to the one that the provider says', async () => {
    const emailTo = `${randomUUID().slice(0, 8)}@private.example`
    const { cookies } = await arrive({ kind: 'member', emailTo })
    expect((await mailed(cookies, emailTo)).code).toMatch(/^\d{6}$/)
  })

  test('goes to recovery addresses that count too, as one request', async () => {
    const { user, cookies } = await arrive()
    const recovery = await keepRecoveryAddressOf(service, user.id)
    const main = await mailed(cookies, user.username)
    const copy = await newestMail(recovery.email)
    expect([copy.token, copy.code]).toEqual([main.token, main.code])
    expect((await complete(copy.token, copy.code)).status).toBe(200)
    expect((await complete(main.token, main.code)).status).toBe(400)
  })

  test('six an hour go to both addresses', async () => {
    const { user, cookies } = await arrive()
    const recovery = await keepRecoveryAddressOf(service, user.id)
    for (let n = 0; n < 7; n += 1) {
      await mail(cookies)
      await service.runJobs()
      service.clock.advance(minute)
    }
    expect(await service.mailsTo(user.username)).toHaveLength(6)
    expect(await service.mailsTo(recovery.email)).toHaveLength(6)
  })

  test('the fifth wrong code ends it', async () => {
    const { user, cookies } = await arrive()
    const { token, code } = await mailed(cookies, user.username)
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect((await complete(token, wrong(code))).body).toMatchObject({
        code: 'reset-code-wrong',
        triesLeft,
      })
    }
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
    await expectUnlinked(user)
  })

  test('of sixteen at once one links', async () => {
    const { user, cookies } = await arrive()
    const { token, code } = await mailed(cookies, user.username)
    const answers = await Promise.all(Array.from({ length: 16 }, () => complete(token, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const where = { action: 'user.linked', userId: user.id } as const
    expect(await service.deps.db.auditEvent.count({ where })).toBe(1)
  })

  test('lasts thirty minutes', async () => {
    const { user, cookies } = await arrive()
    const { token, code } = await mailed(cookies, user.username)
    service.clock.advance(30 * minute - second)
    expect((await inspect(token)).status).toBe(200)
    service.clock.advance(second)
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
  })

  test('one mail a minute and six an hour, the same link and code again, one answer', async () => {
    const { user, cookies } = await arrive()
    const first = await mailed(cookies, user.username)
    for (let n = 0; n < 3; n += 1) expect((await mail(cookies)).status).toBe(202)
    await service.runJobs()
    expect(await service.mailsTo(user.username)).toHaveLength(1)
    service.clock.advance(minute)
    expect(await mailed(cookies, user.username)).toMatchObject({
      token: first.token,
      code: first.code,
    })
    for (let n = 0; n < 7; n += 1) {
      service.clock.advance(minute)
      expect((await mail(cookies)).status).toBe(202)
    }
    await service.runJobs()
    expect(await service.mailsTo(user.username)).toHaveLength(6)
  })

  test('is no reset, and no reset is a link', async () => {
    const { user, cookies } = await arrive()
    const { token, code } = await mailed(cookies, user.username)
    const newPassword = 'Plum-Tractor-42-Violin'
    for (const [path, body] of [
      ['/password-resets/inspect', { token }],
      ['/password-resets/verify-code', { token, code }],
      ['/password-resets/complete', { token, code, newPassword }],
      ['/password-resets/disown', { token }],
    ] as const) {
      expect((await service.send('POST', path, body)).body.code, path).toBe('reset-link-invalid')
    }
    service.clock.advance(minute)
    await service.openReset(user.username)
    await service.runJobs()
    const [newest] = await service.mailsTo(user.username)
    const [, resetToken = ''] = /\/reset#(\S+)/.exec(newest?.text ?? '') ?? []
    expect(resetToken).not.toBe('')
    expect((await inspect(resetToken)).body.code).toBe('reset-link-invalid')
    expect((await complete(resetToken, '000000')).body.code).toBe('reset-link-invalid')
    expect((await complete(token, code)).status).toBe(200)
  })

  test('"This wasn\'t me" ends it', async () => {
    const { user, cookies } = await arrive()
    const { token, code, notMe } = await mailed(cookies, user.username)
    const answer = await service.send('POST', '/password-resets/disown', { token: notMe })
    expect(answer.body.outcome).toBe('stopped')
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
    await expectUnlinked(user)
  })

  test('"This wasn\'t me" removes the link when it was used', async () => {
    const { user, cookies } = await arrive()
    const { token, code, notMe } = await mailed(cookies, user.username)
    await complete(token, code)
    expect((await disown(notMe)).body.outcome).toBe('unlinked')
    expect(await findUser(user.id)).toMatchObject({ signInMethod: 'password', identities: [] })
  })

  test('"This wasn\'t me" of a provider that is gone is no link any more', async () => {
    const { user, cookies } = await arrive()
    const { notMe } = await mailed(cookies, user.username)
    await service.deps.db.ssoIdentity.deleteMany({ where: { userId: user.id } })
    const answer = await service.send('POST', '/password-resets/disown', { token: notMe })
    expect(answer.body.code).toBe('reset-link-invalid')
  })

  test('is void when the provider means somebody else by that name now', async () => {
    const { user, cookies } = await arrive()
    const { token, code } = await mailed(cookies, user.username)
    const other = await createUser(service.deps)
    await comeAs(other.username, {}, `id-of-${user.username}`)
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
    await expectUnlinked(user)
  })

  test('is no way in for a user who was deactivated meanwhile', async () => {
    const { user, cookies } = await arrive()
    const { token, code } = await mailed(cookies, user.username)
    const data = { status: 'deactivated' } as const
    await service.deps.db.user.update({ where: { id: user.id }, data })
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
  })
})

describe('the mail about a link', () => {
  /** Linked by the password. The mail that tells of it is the newest one. */
  async function link(given: NewUser = {}) {
    const { user, cookies } = await arrive(given)
    const { cookies: opened } = await prove(cookies)
    return { user, opened, ...(await newestMail(user.emailTo ?? user.username)) }
  }
  const isSignedIn = async (cookies: SignedIn['cookies']) =>
    (await service.send('GET', '/sessions/current', undefined, cookies)).status === 200

  test('goes to the stored addresses and says what was done', async () => {
    const emailTo = `${randomUUID().slice(0, 8)}@private.example`
    const { user, text, notMe } = await link({ kind: 'member', emailTo })
    expect((await newestMail(user.username)).text).toContain('Your account now signs in with Okta')
    expect(text).toContain('Your account now signs in with Okta')
    expect(notMe).not.toBe('')
  })

  test('"This wasn\'t me" unlinks, signs out, and mails a link for a new password', async () => {
    const { user, opened, notMe } = await link()
    expect(await isSignedIn(opened)).toBe(true)
    expect((await disown(notMe)).body.outcome).toBe('unlinked')
    expect(await isSignedIn(opened)).toBe(false)
    expect(await findUser(user.id)).toMatchObject({ signInMethod: 'password', identities: [] })
    const { text } = await newestMail(user.username)
    const [, token = ''] = /\/reset#(\S+)/.exec(text) ?? []
    const [code = ''] = /^\d{6}$/m.exec(text) ?? []
    const newPassword = 'Plum-Tractor-42-Violin'
    const save = { token, code, newPassword }
    const saved = await service.send('POST', '/password-resets/complete', save)
    expect(saved.status).toBe(200)
    const where = { action: 'password-reset.disowned', userId: user.id } as const
    const event = await service.deps.db.auditEvent.findFirstOrThrow({ where })
    expect(event.details).toMatchObject({ outcome: 'unlinked' })
    expect((await comeAs(user.username)).location).toBe('/sso/link')
  })

  test('"This wasn\'t me" works once, also when eight press it at once', async () => {
    const { user, notMe } = await link()
    const answers = await Promise.all(Array.from({ length: 8 }, () => disown(notMe)))
    const outcomes = answers.map(({ body }) => body.outcome).toSorted()
    expect(outcomes).toEqual([...Array<string>(7).fill('recorded'), 'unlinked'])
    const where = { action: 'password-reset.disowned', userId: user.id } as const
    expect(await service.deps.db.auditEvent.count({ where })).toBe(1)
  })

  test('a later link of the same account is not removed by the mail about the first', async () => {
    const { user, notMe } = await link()
    await disown(notMe)
    const passwordHash = await service.deps.hasher.hash(password)
    await service.deps.db.user.update({ where: { id: user.id }, data: { passwordHash } })
    const { cookies } = await comeAs(user.username)
    expect((await prove(cookies)).status).toBe(201)
    expect((await disown(notMe)).body.outcome).toBe('recorded')
    expect((await findUser(user.id)).signInMethod).toBe('sso')
  })

  test('"This wasn\'t me" is genuine for thirty days', async () => {
    const { user, notMe } = await link()
    service.clock.advance(30 * day - second)
    expect((await disown(notMe)).body.outcome).toBe('unlinked')
    expect(await findUser(user.id)).toMatchObject({ signInMethod: 'password', identities: [] })
    const late = await link()
    service.clock.advance(30 * day)
    expect((await disown(late.notMe)).body.code).toBe('reset-link-invalid')
    expect((await findUser(late.user.id)).signInMethod).toBe('sso')
  })

  test('opening its page changes nothing: a scanner may', async () => {
    const { user, notMe } = await link()
    const url = '/not-me'
    await service.app.inject({ method: 'GET', url })
    await service.app.inject({
      method: 'GET',
      url: `/api/v1/password-resets/disown?token=${notMe}`,
    })
    expect((await findUser(user.id)).signInMethod).toBe('sso')
  })

  test('"This wasn\'t me" leaves a link with another provider', async () => {
    const { user, notMe } = await link()
    const other = await createConnection(service.deps, { issuer: 'https://other.example' })
    const { issuer: otherIssuer, id: connectionId } = other
    const linkedAt = service.clock.now()
    await service.deps.db.ssoIdentity.create({
      data: { connectionId, issuer: otherIssuer, subject: 'a', userId: user.id, linkedAt },
    })
    expect((await disown(notMe)).body.outcome).toBe('unlinked')
    const stored = await findUser(user.id)
    expect(stored.signInMethod).toBe('sso')
    expect(stored.identities).toMatchObject([{ connectionId }])
  })
})

test('a user who is set back to a password must prove it again to link', async () => {
  const { user, cookies } = await arrive()
  await prove(cookies)
  const data = { signInMethod: 'password' } as const
  await service.deps.db.user.update({ where: { id: user.id }, data })
  expect((await comeAs(user.username)).location).toBe('/sso/link')
})

test('ways that were left, and who never proved themselves, are cleaned up', async () => {
  const { user } = await arrive()
  await browser.start(id)
  service.clock.advance(2 * hour)
  await cleanUp(service.deps)
  expect(await service.deps.db.ssoFlow.count()).toBe(0)
  expect((await findUser(user.id)).identities).toHaveLength(1)
  service.clock.advance(day)
  await cleanUp(service.deps)
  expect((await findUser(user.id)).identities).toEqual([])
})

describe('a user with a second factor', () => {
  const arriveWithTotp = async () => {
    const { user, show: code, recoveryCodes } = await createUserWithTotp(service)
    return { user, code, recoveryCodes, ...(await comeAs(user.username)) }
  }

  test('needs it beside the password, and a wrong one links nothing', async () => {
    const { user, code, cookies } = await arriveWithTotp()
    const link = (secondFactor?: object) =>
      service.send(
        'POST',
        '/sso-links/current/password',
        { password, ...(secondFactor && { secondFactor }) },
        cookies,
      )
    const missing = await link()
    expect([missing.status, missing.body.code]).toEqual([403, 'second-factor-required'])
    expect((await link({ method: 'totp', code: '000000' })).body.code).toBe('second-factor-wrong')
    expect((await findUser(user.id)).signInMethod).toBe('password')
    expect((await link({ method: 'totp', code: code() })).status).toBe(201)
    expect((await findUser(user.id)).signInMethod).toBe('sso')
  })

  test('needs it beside the mailed link and code, which end with the fifth wrong one', async () => {
    const { user, recoveryCodes, cookies } = await arriveWithTotp()
    const [first, code_] = [await mailed(cookies, user.username), recoveryCodes[0]]
    const link = (secondFactor?: object) =>
      service.send('POST', '/sso-links/complete', {
        token: first.token,
        code: first.code,
        ...(secondFactor && { secondFactor }),
      })
    expect((await link()).body.code).toBe('second-factor-required')
    const right = await link({ method: 'recovery-code', code: code_ })
    expect(right.status).toBe(200)
    const other = await arriveWithTotp()
    const second_ = await mailed(other.cookies, other.user.username)
    const guess = () =>
      service.send('POST', '/sso-links/complete', {
        token: second_.token,
        code: second_.code,
        secondFactor: { method: 'totp', code: '000000' },
      })
    for (let n = 0; n < 5; n += 1) expect((await guess()).body.code).toBe('second-factor-wrong')
    expect((await guess()).body.code).toBe('reset-link-invalid')
  })

  test.each(['the password', 'the mailed link and code'])(
    'needs one that was added while %s was judged',
    async (proof) => {
      const { user, cookies } = await arrive({ password })
      const own = await signInAs(service, user.id)
      const { token, code } = await mailed(cookies, user.username)
      beforeNextTransaction(service.deps, () => addTotpTo(service, own))
      const answer = proof === 'the password' ? await prove(cookies) : await complete(token, code)
      expect([answer.status, answer.body.code]).toEqual([403, 'second-factor-required'])
      expect((await findUser(user.id)).signInMethod).toBe('password')
    },
  )
})
