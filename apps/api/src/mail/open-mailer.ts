import type { Config } from '../config.ts'
import type { Mailer } from './mail.ts'
import { createMailboxMailer } from './mailbox.ts'
import { createSmtpMailer } from './smtp.ts'

/** The transport that the settings choose. */
export async function openMailer(config: Config): Promise<Mailer> {
  const { mailTransport, smtpUrl, publicUrl, sendgridApiKey, sendgridBaseUrl } = config
  if (mailTransport === 'smtp' && smtpUrl) return createSmtpMailer({ smtpUrl, publicUrl })
  if (mailTransport === 'sendgrid' && sendgridApiKey) {
    // Only here: it loads a hundred files, which every start of a process without it would pay for.
    const { createSendgridMailer } = await import('./sendgrid.ts')
    return createSendgridMailer({ apiKey: sendgridApiKey, baseUrl: sendgridBaseUrl })
  }
  return createMailboxMailer(config.dataDir)
}
