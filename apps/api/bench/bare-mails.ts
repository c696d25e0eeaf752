import { createTransport } from 'nodemailer'

/** As long as a reset mail of ours. */
const text = 'Someone, we hope you, asked to reset the password. '.repeat(20)
const html = `<p>${'Choose <b>Set a new password</b> and enter the code there. '.repeat(70)}</p>`

/** A mail as nodemailer takes it. */
export const bareMail = (to: string, link = '') => ({
  from: 'Northwind accounts <no-reply@northwind.example>',
  to,
  subject: 'Reset your password',
  text: text + link,
  html: html + link,
})

/** Mails a second that nodemailer alone hands over, with its pool of connections. */
export async function rateOfBareMails(url: string, mails: number, connections: number) {
  const transport = createTransport({ url, pool: true, maxConnections: connections })
  const startedAt = performance.now()
  let sent = 0
  const lane = async () => {
    while (sent < mails) {
      sent += 1
      await transport.sendMail(bareMail(`u${sent}@northwind.example`))
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  const seconds = (performance.now() - startedAt) / 1_000
  transport.close()
  return mails / seconds
}
