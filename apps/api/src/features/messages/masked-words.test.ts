import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser } from '../../../testing/test-app.ts'

test('a caller who sees masked addresses sees no whole one in the words about a waiting mail', async () => {
  const service = await createTestApp()
  onTestFinished(() => service.close())
  const { deps } = service
  const name = `rosa.${randomUUID().slice(0, 8)}`
  const username = `${name}@baltic.example`
  const contact = await createUser(deps, { kind: 'contact', username })
  const helper = await signInWith(service, ['contacts.read', 'contacts.reset-password'])
  const send = (by = helper) =>
    service.send('POST', `/users/${contact.id}/password-resets`, {}, by.cookies)
  const { id } = (await send()).body.message
  const details = [
    `550 <${username}> is full`,
    `550 ${name.toUpperCase()} = ${name}+40baltic.example`,
  ]
  for (const detail of details) {
    const at = deps.clock.now()
    await deps.db.messageEvent.create({ data: { messageId: id, status: 'delayed', at, detail } })
  }
  const path = `/messages/${id}/resend`
  const answer = await service.send('POST', path, undefined, helper.cookies)
  expect(answer).toMatchObject({ status: 202, body: { message: { id, to: 'r…@baltic.example' } } })
  expect(JSON.stringify(answer.body).toLowerCase()).not.toContain(name)
  const admin = await signInWith(service, ['users.read', 'users.reset-password'])
  const whole = await service.send('POST', path, undefined, admin.cookies)
  expect(whole.body.message.events.map(({ detail }) => detail)).toEqual([null, ...details])
})
