import { openAppClient } from './support/app-client.ts'
import { expect, test } from './support/journey.ts'
import { addressOf, oldPassword } from './support/people.ts'

type Contact = { id: string; kind: string; username: string; emailTo: string }

test('a device user’s app finds a contact, whose addresses it never sees, and has a temporary password mailed', async ({
  people,
  mailbox,
  server,
}) => {
  const buyer = people.meet('buyer')
  const app = openAppClient(server.url)
  const { accessToken } = await app.signIn(people.meet('device'), oldPassword)

  const found = await app.call(accessToken, 'GET', '/users?search=jane&limit=100')
  const contacts = found.body.items as Contact[]
  expect(new Set(contacts.map(({ kind }) => kind))).toEqual(new Set(['contact']))
  expect(JSON.stringify(contacts)).not.toMatch(/jane\.doe|orders\./)
  const contact = contacts.find(({ username }) => username === buyer)
  expect(contact?.emailTo).toBe('o…@baltic.example')

  const user = `/users/${contact?.id}`
  const reset = (body: object) => app.call(accessToken, 'POST', `${user}/password-resets`, body)
  expect((await reset({ endSessions: true })).status).toBe(403)
  const started = await reset({ reason: 'Asked in the shop' })
  expect(started.status).toBe(202)
  expect(started.body.message).toMatchObject({ to: 'o…@baltic.example', status: 'queued' })

  for (const [method, path] of [
    ['GET', `${user}/messages`],
    ['PATCH', user],
    ['GET', '/audit-events'],
    ['GET', '/settings'],
  ] as const) {
    const { status } = await app.call(
      accessToken,
      method,
      path,
      method === 'PATCH' ? {} : undefined,
    )
    expect(status, `${method} ${path}`).toBe(403)
  }
  const mail = await mailbox.waitForMail(addressOf(buyer))
  expect(mail.subject).toMatch(/temporary password/)
})
