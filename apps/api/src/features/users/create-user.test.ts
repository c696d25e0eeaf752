import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { User } from '@rekey/contracts/users'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../../testing/test-app.ts'
import type { MailboxMessage } from '../../mail/mailbox.ts'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
  const roleId = builtInRoles.administrator
  cookies = (await signInWith(service, [], { roleId })).cookies
})
afterAll(async () => service.close())

const create = (body: object) => service.send('POST', '/users', body, cookies)

const jane = { username: 'jane@northwind.example', displayName: 'Jane Doe', kind: 'staff' }

test('a new user creates the first password with link and code, and no other person ever has one', async () => {
  const answer = await create(jane)
  expect(answer).toMatchObject({
    status: 201,
    body: { passwordState: 'none', status: 'active', role: { name: 'Registered' } },
  })
  expect(answer.body.lastMessage).toMatchObject({ status: 'queued' })
  await service.runJobs()
  const [mail] = await service.mailsTo(jane.username)
  expect(mail?.subject).toBe('You’re invited to Rekey')
  expect(mail?.text).toMatch(/ created an account for you at Rekey\./)
  const { token, code } = readResetMail(mail as MailboxMessage)
  const saved = await service.send('POST', '/password-resets/complete', {
    token,
    code,
    newPassword: 'Plum-Tractor-42-Violin',
  })
  expect(saved.status).toBe(200)
  const shown = await service.send('GET', `/users/${answer.body.id}`, undefined, cookies)
  expect(shown.body.passwordState).toBe('set')
})

test('of sixteen calls that add the same name at once, one succeeds', async () => {
  const spellings = [
    'Twice@northwind.example',
    ' twice@northwind.example',
    'TWICE@NORTHWIND.example',
  ]
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, n) => create({ ...jane, username: spellings[n % 3] })),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ body }) => body.code === 'username-taken')).toHaveLength(15)
})

test('a user without an address is added too, and gets no mail', async () => {
  const answer = await create({ ...jane, username: 'till-14', kind: 'device' })
  expect(answer).toMatchObject({
    status: 201,
    body: { resetAddress: null, lastMessage: null, role: { name: 'Device user' } },
  })
})

test('a contact belongs to an organization, which must exist', async () => {
  const organization = await service.deps.db.organization.create({ data: { name: 'Baltic' } })
  const contact = { ...jane, username: 'rosa@baltic.example', kind: 'contact' }
  const added = await create({ ...contact, organizationId: organization.id })
  expect(added.body.organization).toEqual({ id: organization.id, name: 'Baltic' })
  const nowhere = { ...contact, organizationId: '00000000-0000-4000-8000-0000000000ff' }
  expect(await create({ ...nowhere, username: 'other@baltic.example' })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/organizationId' }] },
  })
})

const shown = async (id: string): Promise<Partial<NonNullable<User['invitation']>>> =>
  (await service.send('GET', `/users/${id}`, undefined, cookies)).body.invitation ?? {}

test('a user shows until when the invitation works, and that it ran out', async () => {
  const { body } = await create({ ...jane, username: 'ends@northwind.example' })
  expect(body.invitation).toMatchObject({ status: 'sending', endsAt: null })
  await service.runJobs()
  const sent = await shown(body.id)
  expect(sent).toMatchObject({ status: 'sent', messageId: expect.any(String) })
  const days = (Date.parse(sent.endsAt ?? '') - Date.parse(sent.startedAt ?? '')) / 86_400_000
  expect(days).toBeCloseTo(7, 2)
  await service.deps.db.reset.updateMany({
    where: { userId: body.id },
    data: { expiresAt: service.deps.clock.now() },
  })
  expect(await shown(body.id)).toMatchObject({ status: 'expired' })
  const again = await service.send('POST', `/messages/${sent.messageId}/resend`, {}, cookies)
  expect(again.status).toBe(202)
  await service.runJobs()
  const renewed = await shown(body.id)
  expect(renewed.status).toBe('sent')
  expect(renewed.messageId).toBe(again.body.message.id)
})

test('a user who was added without a mail has no invitation until one is sent', async () => {
  const { body } = await create({ ...jane, username: 'later@northwind.example', invite: false })
  expect(body).toMatchObject({ invitation: null, lastMessage: null, passwordState: 'none' })
  await service.runJobs()
  expect(await service.mailsTo('later@northwind.example')).toEqual([])
  const sent = await service.send('POST', `/users/${body.id}/password-resets`, {}, cookies)
  expect(sent.status).toBe(202)
  await service.runJobs()
  expect(await shown(body.id)).toMatchObject({ status: 'sent' })
})

test('a user with a password has no invitation', async () => {
  const { body } = await create({ ...jane, username: 'done@northwind.example' })
  await service.runJobs()
  const [mail] = await service.mailsTo('done@northwind.example')
  const { token, code } = readResetMail(mail as MailboxMessage)
  const newPassword = 'Plum-Tractor-42-Violin'
  await service.send('POST', '/password-resets/complete', { token, code, newPassword })
  expect(await shown(body.id)).toEqual({})
})
