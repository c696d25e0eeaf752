import { expect, test } from 'vitest'
import { janesReset } from '../../../testing/mail-context.ts'
import { readConfig } from '../../config.ts'
import { rawMessage } from '../../mail/raw-message.ts'
import { composeMail } from './compose-mail.ts'

const id = '7c4f0c0e-8f0a-4d7c-9a53-4a3f8ba2a111'
const recipient = { id, to: 'jane.doe@northwind.example', eventToken: null, bounceTag: null }
const template = () => ({ subject: 'A test', text: 'A test.', html: '<p>A test.</p>' })

const composed = (mailFrom: string) =>
  composeMail(readConfig({ MAIL_FROM: mailFrom }), recipient, template, janesReset)

test('the headers of a sender on an international domain are ASCII', async () => {
  const raw = await rawMessage(composed('no-reply@müller.example'))
  const [head = ''] = raw.split('\r\n\r\n', 1)
  expect(head).toContain(`Message-ID: <${id}@xn--mller-kva.example>`)
  expect(head).toMatch(/^\p{ASCII}*$/u)
})

test.each(['localhost', 'northwind.example', 'NORTHWIND.example'])(
  'the Message-ID of a sender on %s is on that domain',
  (domain) =>
    expect(composed(`no-reply@${domain}`).messageId.toLowerCase()).toBe(
      `${id}@${domain.toLowerCase()}`,
    ),
)
