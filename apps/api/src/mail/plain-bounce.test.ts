import { expect, test } from 'vitest'
import { readBounce } from './read-bounce.ts'

const daemon = { From: 'MAILER-DAEMON@mx.contoso.example', Subject: 'Undelivered mail' }

const read = (given: Record<string, string>, text: string) => {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', ...given }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return readBounce(Buffer.from([...lines, '', text, ''].join('\r\n')))
}

test.each([
  ['postmaster@contoso.example', 'Out of office', 'Your mail will not be delivered to my phone.'],
  ['bounces@contoso.example', 'Abwesenheitsnotiz', 'Ihre Nachricht wird nicht zugestellt.'],
  ['postmaster@contoso.example', 'Automatic reply: Code', '550 5.1.1 is my favourite number.'],
  ['postmaster@contoso.example', '=?utf-8?Q?R=C3=A9ponse_automatique?=', 'Non remis.'],
])('an absence note from %s, “%s”, is no bounce', async (from, subject, text) => {
  const headers = { From: from, Subject: subject, 'Auto-Submitted': 'auto-replied' }
  expect(await read(headers, text)).toEqual([])
})

test.each(['disposition-notification', 'feedback-report'])(
  'a %s from a postmaster is no bounce',
  async (type) => {
    const headers = {
      From: 'postmaster@contoso.example',
      'Content-Type': `multipart/report; report-type=${type}; boundary=b`,
    }
    const parts = `--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n--b--`
    expect(await read(headers, parts)).toEqual([])
  },
)

test.each([
  "Votre message n'a pas pu être remis.",
  'Il messaggio non è stato consegnato.',
  'A sua mensagem não foi entregue.',
  'Uw bericht kon niet worden bezorgd.',
  'Wiadomość nie została dostarczona.',
  'Ваше сообщение не было доставлено.',
  '邮件无法送达。',
  'メールを送信できませんでした。',
])('a mail server says in its language that a mail came back: %s', async (text) => {
  expect(await read(daemon, text)).toMatchObject([{ status: 'bounced', detail: text }])
})

test.each([
  'Ihre Nachricht konnte noch nicht zugestellt werden. Es wird weiter versucht.',
  'Il messaggio non è ancora stato consegnato.',
])('and that it is late: %s', async (text) => {
  expect(await read(daemon, text)).toMatchObject([{ status: 'delayed' }])
})

test('Exchange names itself as sender', async () => {
  const from = 'Microsoft Outlook <MicrosoftExchange329e71ec88ae46@contoso.example>'
  const text = "It couldn't be delivered. Remote server returned '550 5.1.10 Recipient not found'"
  expect(await read({ From: from, Subject: 'Undeliverable: Code' }, text)).toMatchObject([
    { status: 'bounced', reason: 'address-does-not-exist' },
  ])
})
