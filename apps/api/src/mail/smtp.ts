import { createTransport } from 'nodemailer'
import { second } from '../lib/clock.ts'
import type { Delivery, Mail, Mailer } from './mail.ts'
import { shownDetail, smtpFailure } from './smtp-failure.ts'
import { isAscii, unfoldedPart } from './unfolded-part.ts'

/**
 * In milliseconds. `delivery` limits the whole of one try, against servers that answer in tiny
 * pieces.
 */
export type SmtpTimeouts = {
  readonly connect: number
  readonly greeting: number
  readonly socket: number
  readonly delivery: number
}

/** Below the 120 seconds after which the queue considers a job lost. */
const defaultTimeouts: SmtpTimeouts = {
  connect: 10 * second,
  greeting: 10 * second,
  socket: 30 * second,
  delivery: 90 * second,
}

/**
 * Sends mail by SMTP, over a few connections that are kept open. `smtps://` uses TLS from the
 * start, `smtp://` uses STARTTLS where it is offered (`?requireTLS=true` requires it).
 */
export function createSmtpMailer(
  { smtpUrl, publicUrl }: { readonly smtpUrl: string; readonly publicUrl: string },
  timeouts: SmtpTimeouts = defaultTimeouts,
): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 10,
    name: new URL(publicUrl).hostname,
    connectionTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    // The queue retries, because it survives a restart of this process.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    name: 'smtp',
    async deliver(mail): Promise<Delivery> {
      try {
        const signal = AbortSignal.timeout(timeouts.delivery)
        const { response } = await transport.sendMail({ ...smtpMessage(mail), signal })
        return { status: 'accepted', detail: shownDetail(response) }
      } catch (error) {
        return smtpFailure(error)
      }
    },
    async check() {
      await transport.verify()
    },
    async close() {
      transport.close()
    },
  }
}

/** The envelope names the recipient itself, so no header is parsed for it. */
const smtpMessage = (mail: Mail) => ({
  envelope: {
    from: mail.bounce?.address ?? mail.from.address,
    to: mail.to,
    // RFC 6152. A server that doesn't support it gets the same mail: no server is known to strip
    // the 8th bit.
    ...(!isAscii(mail.text + mail.html) && { use8BitMime: true }),
  },
  ...(mail.bounce && { dsn: reportsAskedFor(mail.bounce.tag) }),
  from: { ...mail.from },
  to: { name: '', address: mail.to },
  ...(mail.replyTo !== null && { replyTo: { name: '', address: mail.replyTo } }),
  subject: mail.subject,
  text: asWritten('text/plain', mail.text),
  html: asWritten('text/html', mail.html),
  messageId: `<${mail.messageId}>`,
  headers: { ...mail.headers },
  xMailer: false as const,
})

function asWritten(type: Parameters<typeof unfoldedPart>[0], content: string) {
  const raw = unfoldedPart(type, content)
  return raw === null ? content : { raw }
}

/**
 * Also requests reports of delivery and delay if the server supports it (RFC 3461). Reports return
 * only the mail's headers, because its body contains link and code.
 */
const reportsAskedFor = (tag: string) => ({
  id: tag,
  return: 'headers' as const,
  notify: ['success', 'failure', 'delay'] as ('success' | 'failure' | 'delay')[],
})
