import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Template } from '@rekey/contracts/messages'
import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { keepRecoveryAddressOf } from '../../../testing/with-recovery-address.ts'
import { hour, later, minute } from '../../lib/clock.ts'
import type { MailboxMessage } from '../../mail/mailbox.ts'
import { deriveReset } from '../../models/reset-secrets.ts'

let service: TestApp
let cookies: SignedIn['cookies']

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const resend = (id: string, by = cookies) =>
  service.send('POST', `/messages/${id}/resend`, undefined, by)

const messagesOf = (userId: string) =>
  service.deps.db.message.findMany({ where: { userId }, orderBy: { askedAt: 'asc' } })

const actionsOn = async (userId: string) => {
  const events = await service.deps.db.auditEvent.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
  })
  return events.map(({ action }) => action)
}

/** A user who requested a reset, and got its mail. */
async function asked(given: NewUser = {}) {
  const user = await createUser(service.deps, { password: null, ...given })
  await service.openReset(user.username, 'Chrome on Windows')
  await service.runJobs()
  const [message] = await messagesOf(user.id)
  return { user, id: message?.id ?? '', resetId: message?.resetId ?? '' }
}

const newestMail = async (address: string) => {
  await service.runJobs()
  const [mail] = await service.mailsTo(address)
  return mail as MailboxMessage
}

const readTemporary = async (address: string) =>
  /^\w{4}-\w{4}-\w{4}-\w{4}$/m.exec((await newestMail(address)).text)?.[0]

describe('a reset that is sent again', () => {
  test('contains the same link and code while they live, and is an invitation', async () => {
    const { user, id } = await asked()
    const first = readResetMail(await newestMail(user.username))
    service.clock.advance(10 * minute)
    const answer = await resend(id)
    expect(answer).toMatchObject({
      status: 202,
      body: { message: { template: 'create-password', to: user.username, origin: 'started' } },
    })
    expect(answer.body.message.id).not.toBe(id)
    const mail = await newestMail(user.username)
    expect(readResetMail(mail)).toMatchObject({ token: first.token, code: first.code })
    expect(mail.text).toContain('An account was created for you at Rekey.')
    expect(mail.text).not.toContain('Chrome')
    expect(JSON.stringify([answer.body, service.logged])).not.toContain(first.token)
    expect(await actionsOn(user.id)).toEqual(['password-reset.requested', 'message.resent'])
  })

  test('does not count as one that the user requested', async () => {
    const { user, id } = await asked()
    service.clock.advance(minute)
    await resend(id)
    await service.runJobs()
    service.clock.advance(1_000)
    await service.openReset(user.username)
    expect((await messagesOf(user.id)).at(-1)).toMatchObject({ status: 'queued', reason: null })
  })

  test.each([
    ['was used', { endedAt: new Date(), endReason: 'used' as const }],
    ['is past its time', { expiresAt: new Date(0) }],
    ['has too little time left to be opened', { firstAcceptedAt: 'nearly' }],
    ['was made for another address', { address: 'elsewhere@northwind.example' }],
    ['was made with a key that is gone', { keyId: 'dropped' }],
  ])('is a new one, as from an administrator, when the old one %s', async (_why, changes) => {
    const { user, id, resetId } = await asked()
    const first = readResetMail(await newestMail(user.username))
    const nearly = later(service.clock.now(), -2 * hour + 9 * minute)
    const data = 'firstAcceptedAt' in changes ? { firstAcceptedAt: nearly } : changes
    await service.deps.db.reset.update({ where: { id: resetId }, data })
    service.clock.advance(minute)
    const answer = await resend(id)
    expect(answer.status).toBe(202)
    expect(readResetMail(await newestMail(user.username)).token).not.toBe(first.token)
    const where = { userId: user.id, endedAt: null }
    expect(await service.deps.db.reset.findMany({ where })).toMatchObject([{ origin: 'started' }])
    expect(await actionsOn(user.id)).toEqual(['password-reset.requested', 'password-reset.started'])
  })

  test('goes to the user’s present address', async () => {
    const { user, id } = await asked({ kind: 'member', emailTo: 'typo@northwind.example' })
    const path = `/users/${user.id}`
    await service.send('PATCH', path, { emailTo: 'right@northwind.example' }, cookies)
    expect((await resend(id)).body.message.to).toBe('right@northwind.example')
  })

  test.each([
    ['the same one while half of its life is left', 24 * hour, true],
    ['another one when less is left', 24 * hour + minute, false],
  ])('of a temporary password brings %s', async (_what, age, isSame) => {
    const { user, id } = await asked({ kind: 'contact' })
    const first = await readTemporary(user.username)
    service.clock.advance(age)
    const { cookies: anew } = await signInWith(service, [], { roleId: builtInRoles.administrator })
    expect((await resend(id, anew)).status).toBe(202)
    expect((await readTemporary(user.username)) === first).toBe(isSame)
  })

  test('of a temporary password is the same one, or a new one by the same method', async () => {
    const { user, id, resetId } = await asked({ kind: 'contact' })
    const read = () => readTemporary(user.username)
    const first = await read()
    expect(first).toBeDefined()
    service.clock.advance(minute)
    expect((await resend(id)).body.message.template).toBe('temporary-password')
    expect(await read()).toBe(first)
    const data = { endedAt: service.clock.now(), endReason: 'used' } as const
    await service.deps.db.reset.update({ where: { id: resetId }, data })
    service.clock.advance(minute)
    expect((await resend(id)).body.message.template).toBe('temporary-password')
    expect(await read()).not.toBe(first)
  })

  test.each(['living', 'ended'])('eight times at once is one mail: %s', async (state) => {
    const { user, id, resetId } = await asked()
    if (state === 'ended') {
      const data = { endedAt: service.clock.now(), endReason: 'used' } as const
      await service.deps.db.reset.update({ where: { id: resetId }, data })
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => resend(id)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(answers.map(({ body }) => body.message.id)).size).toBe(1)
    expect(await messagesOf(user.id)).toHaveLength(2)
    expect(await actionsOn(user.id)).toHaveLength(2)
  })

  test('that is still waiting is returned as the answer', async () => {
    const user = await createUser(service.deps, { password: null })
    const path = `/users/${user.id}/password-resets`
    const started = await service.send('POST', path, {}, cookies)
    const { id } = started.body.message
    expect((await resend(id)).body.message.id).toBe(id)
    expect(await messagesOf(user.id)).toHaveLength(1)
  })

  test('after a lost mail server works like a new one: its old secrets are void', async () => {
    const { user, id, resetId } = await asked()
    const reset = await service.deps.db.reset.update({
      where: { id: resetId },
      data: { endedAt: service.clock.now(), endReason: 'mail-failed' },
    })
    await service.deps.db.message.update({ where: { id }, data: { status: 'bounced' } })
    await resend(id)
    const { token } = readResetMail(await newestMail(user.username))
    expect(token).not.toBe(deriveReset(service.deps.keys, reset)?.token)
    expect((await service.send('POST', '/password-resets/inspect', { token })).status).toBe(200)
  })

  test.each([
    ['user-deactivated', { status: 'deactivated' as const }],
    ['user-signs-in-elsewhere', { signInMethod: 'sso' as const }],
    ['user-has-no-address', { username: 'till-16', usernameKey: 'till-16' }],
  ])('is refused as %s', async (code, data) => {
    const { user, id } = await asked()
    await service.deps.db.user.update({ where: { id: user.id }, data })
    expect(await resend(id)).toMatchObject({ status: 409, body: { code } })
    expect(await messagesOf(user.id)).toHaveLength(1)
  })
})

const noticesOfThieves = [
  'password-changed',
  'sso-linked',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-replaced',
  'recovery-code-used',
  'factor-recovery-started',
  'recovery-address-added',
] as const satisfies Template[]

/** A notice of a minute ago. */
const storeNotice = (userId: string, template: Template, to: string, changes: object = {}) => {
  const askedAt = later(service.clock.now(), -minute)
  return service.deps.db.message.create({
    data: {
      id: randomUUID(),
      userId,
      template,
      to,
      status: 'accepted',
      keyId: 'test',
      origin: 'notice',
      lane: 1,
      askedAt,
      acceptedAt: askedAt,
      giveUpAt: askedAt,
      ...changes,
    },
  })
}

describe('a notice that is sent again', () => {
  const changed = async () => {
    const user = await createUser(service.deps, { kind: 'member', emailTo: 'a@northwind.example' })
    await service.send('PATCH', `/users/${user.id}`, { emailTo: 'b@northwind.example' }, cookies)
    await service.runJobs()
    return { user, messages: await messagesOf(user.id) }
  }

  test('says the same, with the same time, to the same address', async () => {
    const { user, messages } = await changed()
    const sent = messages.find(({ to }) => to === 'a@northwind.example')
    const before = (await newestMail('a@northwind.example')).text
    service.clock.advance(20 * minute)
    const answers = await Promise.all([resend(sent?.id ?? ''), resend(sent?.id ?? '')])
    expect(answers[0]?.body.message).toMatchObject({
      template: 'address-changed',
      to: 'a@northwind.example',
      origin: 'notice',
      askedAt: service.clock.now().toISOString(),
    })
    expect(answers[1]?.body).toEqual(answers[0]?.body)
    expect((await newestMail('a@northwind.example')).text).toBe(before)
    service.clock.advance(20 * minute)
    await resend(answers[0]?.body.message.id ?? '')
    expect((await newestMail('a@northwind.example')).text).toBe(before)
    expect(await actionsOn(user.id)).toEqual(['user.changed', 'message.resent', 'message.resent'])
  })

  test('of a new password goes to the present address, with a link that still blocks it', async () => {
    const user = await createUser(service.deps, { kind: 'member', emailTo: 'c@northwind.example' })
    const askedAt = service.clock.now()
    const { id } = await service.deps.db.message.create({
      data: {
        id: randomUUID(),
        userId: user.id,
        template: 'password-changed',
        to: 'old@northwind.example',
        status: 'bounced',
        keyId: 'test',
        origin: 'notice',
        lane: 1,
        askedAt,
        acceptedAt: askedAt,
        giveUpAt: askedAt,
        passwordId: user.passwordId,
      },
    })
    expect((await resend(id)).body.message.to).toBe('c@northwind.example')
    const { text } = await newestMail('c@northwind.example')
    const token = /\/not-me#([\w.-]+)/.exec(text)?.[1]
    const disowned = await service.send('POST', '/password-resets/disown', { token })
    expect(disowned.body.outcome).toBe('blocked')
  })

  test('is refused for a deactivated user', async () => {
    const { user, messages } = await changed()
    await service.deps.db.user.update({ where: { id: user.id }, data: { status: 'deactivated' } })
    expect((await resend(messages[0]?.id ?? '')).body.code).toBe('user-deactivated')
  })
})

describe('a mail that is sent again goes to all addresses that count', () => {
  test('if it brings link and code', async () => {
    const { user, id } = await asked()
    const second = await keepRecoveryAddressOf(service, user.id)
    service.clock.advance(minute)
    expect((await resend(id)).body.message.to).toBe(user.username)
    const { token, code } = readResetMail(await newestMail(user.username))
    expect(readResetMail(await newestMail(second.email))).toMatchObject({ token, code })
  })

  test.each(noticesOfThieves)(
    'if it is the notice %s, and not to one that was removed',
    async (template) => {
      const user = await createUser(service.deps)
      const second = await keepRecoveryAddressOf(service, user.id)
      const removed = `gone-${randomUUID()}@elsewhere.example`
      const sent = await storeNotice(user.id, template, removed)
      const answers = await Promise.all([resend(sent.id), resend(sent.id)])
      expect(answers.map(({ body }) => body.message.to)).toEqual([user.username, user.username])
      const again = await service.deps.db.message.findMany({
        where: { userId: user.id, askedAt: service.clock.now() },
      })
      const expected = new Set([user.username, second.email])
      expect(new Set(again.map(({ to }) => to))).toEqual(expected)
      expect(again).toHaveLength(2)
    },
  )

  test('and the notice of a removed address goes there again, too', async () => {
    const user = await createUser(service.deps)
    const removed = `gone-${randomUUID()}@elsewhere.example`
    const sent = await storeNotice(user.id, 'recovery-address-removed', removed)
    expect((await resend(sent.id)).body.message.to).toBe(removed)
    await service.runJobs()
    for (const to of [removed, user.username]) expect(await service.mailsTo(to)).toHaveLength(1)
  })

  test('a new address isn’t told of itself', async () => {
    const user = await createUser(service.deps)
    const second = await keepRecoveryAddressOf(service, user.id)
    const data = { recoveryAddressId: second.id }
    const sent = await storeNotice(user.id, 'recovery-address-added', user.username, data)
    await resend(sent.id)
    await service.runJobs()
    expect(await service.mailsTo(second.email)).toEqual([])
    expect(await service.mailsTo(user.username)).toHaveLength(1)
  })

  test('a new address isn’t told of itself by another spelling', async () => {
    const user = await createUser(service.deps, { kind: 'member' })
    const second = await keepRecoveryAddressOf(service, user.id)
    const emailTo = second.email.toUpperCase()
    await service.deps.db.user.update({ where: { id: user.id }, data: { emailTo } })
    const data = { recoveryAddressId: second.id }
    const sent = await storeNotice(user.id, 'recovery-address-added', user.username, data)
    await resend(sent.id)
    await service.runJobs()
    for (const to of [second.email, emailTo]) expect(await service.mailsTo(to)).toEqual([])
    expect(await service.mailsTo(user.username)).toHaveLength(1)
  })
})

test('a check of an address is sent again with a link of its own', async () => {
  const user = await createUser(service.deps, { password: null })
  const path = `/users/${user.id}/address-checks`
  const { id } = (await service.send('POST', path, undefined, cookies)).body.message
  expect((await resend(id)).body.message.id).toBe(id)
  await service.runJobs()
  const again = await resend(id)
  expect(again.body.message).toMatchObject({ template: 'address-check', status: 'queued' })
  expect(again.body.message.id).not.toBe(id)
  expect(await actionsOn(user.id)).toEqual(['address-check.started', 'address-check.started'])
})

test('a mail that can’t be sent again says so in a sentence', async () => {
  const user = await createUser(service.deps, { password: null })
  const row = {
    to: 'nobody@northwind.example',
    status: 'not-sent' as const,
    keyId: 'test',
    origin: 'self-service' as const,
    lane: 1 as const,
    askedAt: service.clock.now(),
    giveUpAt: service.clock.now(),
  }
  const store = (data: object) =>
    service.deps.db.message.create({
      data: { ...row, id: randomUUID(), template: 'reset', ...data },
    })
  const unknown = await store({ reason: 'no-such-user' })
  expect(await resend(unknown.id)).toMatchObject({
    status: 409,
    body: { code: 'conflict', detail: 'Nobody has this username. Add the user first.' },
  })
  for (const userId of [user.id, null]) {
    const digest = await store({ userId, template: 'disowned-digest', status: 'accepted' })
    expect(await resend(digest.id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: 'This mail can’t be sent again. See the audit log.' },
    })
  }
  expect((await resend(randomUUID())).body.code).toBe('not-found')
  expect((await resend('x')).body.code).toBe('bad-request')
})

describe('a caller may send a mail again if they may send it new', () => {
  const cases: [Permission[], NewUser['kind'], Template, boolean][] = [
    [['users.reset-password'], 'member', 'reset', true],
    [['users.reset-password'], 'member', 'address-check', false],
    [['users.reset-password'], 'member', 'address-changed', false],
    [['users.write'], 'member', 'reset', false],
    [['users.write'], 'member', 'address-check', true],
    [['users.write'], 'member', 'address-changed', true],
    [['contacts.reset-password'], 'contact', 'reset', true],
    [['contacts.reset-password'], 'contact', 'address-check', false],
    [['contacts.reset-password'], 'member', 'reset', false],
    [['contacts.write'], 'contact', 'address-check', true],
    [['contacts.write'], 'contact', 'reset', false],
    [['contacts.write'], 'member', 'address-check', false],
    [['messages.read', 'users.read', 'audit.read'], 'contact', 'reset', false],
  ]
  const storeFor = (userId: string | null, template: Template, changes: object = {}) =>
    service.deps.db.message.create({
      data: {
        id: randomUUID(),
        userId,
        template,
        to: 'jane@northwind.example',
        status: 'accepted',
        keyId: 'test',
        origin: 'started',
        lane: 1,
        askedAt: service.clock.now(),
        acceptedAt: service.clock.now(),
        giveUpAt: service.clock.now(),
        ...changes,
      },
    })

  test.each(cases)('%j, %s, %s: %s', async (permissions, kind, template, isAllowed) => {
    const caller = await signInWith(service, permissions)
    const user = await createUser(service.deps, { kind: kind ?? 'member', password: null })
    const { id } = await storeFor(user.id, template)
    const answer = await resend(id, caller.cookies)
    if (!isAllowed) expect(answer).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
    else expect(answer).toMatchObject({ status: 202 })
    // Without users.read a caller sees no whole address, but a notice keeps the address that it was
    // sent to.
    if (isAllowed) expect(answer.body.message.to).toMatch(/^.…@northwind\.example$/)
  })

  test('a caller can not send to a user with more permissions', async () => {
    const moderator = await signInWith(service, [], { roleId: builtInRoles.moderator })
    const manager = await createUser(service.deps, {
      roleId: builtInRoles.communityManager,
      password: null,
    })
    const { id } = await storeFor(manager.id, 'reset')
    expect((await resend(id, moderator.cookies)).body.code).toBe('not-permitted')
  })

  test('requests for unknown names reveal nothing to a caller for contacts only', async () => {
    const app = await signInWith(service, ['contacts.reset-password'])
    const { id } = await storeFor(null, 'reset', { reason: 'no-such-user', status: 'not-sent' })
    expect((await resend(id, app.cookies)).body.code).toBe('not-permitted')
  })

  test('a caller for contacts only gets the method of the kind, sixty times an hour', async () => {
    const app = await signInWith(service, ['contacts.reset-password'])
    const messages = await Promise.all(
      Array.from({ length: 61 }, async () => {
        const user = await createUser(service.deps, { kind: 'contact', password: null })
        return storeFor(user.id, 'reset')
      }),
    )
    for (const { id } of messages.slice(0, 60)) {
      const answer = await resend(id, app.cookies)
      expect(answer.body.message.template).toBe('temporary-password')
    }
    expect((await resend(messages[60]?.id ?? '', app.cookies)).status).toBe(429)
  })
})
