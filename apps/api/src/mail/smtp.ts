import { Readable } from 'node:stream'
import { createTransport, type PluginFunction } from 'nodemailer'
import { second } from '../lib/clock.ts'
import type { Delivery, Mail, Mailer } from './mail.ts'
import { quotedAddress } from './quoted-address.ts'
import { rawMessage } from './raw-message.ts'
import { shownDetail, smtpFailure } from './smtp-failure.ts'
import { isAscii } from './unfolded-part.ts'

/**
 * In milliseconds. `delivery` limits the whole of one try, against servers that answer in tiny
 * pieces.
 */
type SmtpTimeouts = {
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
 * Connections that a process keeps open for ordinary mails, and for those that go first. Mail
 * servers that allow fewer need `?maxConnections=3` in SMTP_URL.
 */
export const connections = { ordinary: 10, first: 2 } as const

type Options = { readonly smtpUrl: string; readonly publicUrl: string }

/**
 * Sends mail by SMTP, over a few connections that are kept open. `smtps://` uses TLS from the
 * start, `smtp://` uses STARTTLS where it is offered (`?requireTLS=true` requires it).
 */
export function createSmtpMailer(
  options: Options,
  timeouts: SmtpTimeouts = defaultTimeouts,
): Mailer {
  const { smtpUrl, ...counts } = readConnections(options.smtpUrl)
  const open = (count: number) => openTransport({ ...options, smtpUrl }, timeouts, count)
  const ordinary = open(counts.ordinary)
  // A single connection is shared.
  const first = counts.first === 0 ? ordinary : open(counts.first)
  return {
    name: 'smtp',
    async deliver(mail): Promise<Delivery> {
      try {
        const signal = AbortSignal.timeout(timeouts.delivery)
        const transport = mail.goesFirst ? first : ordinary
        const raw = await rawMessage(mail)
        const { response } = await transport.sendMail({ ...envelopeOf(mail), raw, signal })
        return { status: 'accepted', detail: shownDetail(response) }
      } catch (error) {
        return smtpFailure(error)
      }
    },
    async check() {
      await ordinary.verify()
    },
    async close() {
      ordinary.close()
      first.close()
    },
  }
}

/** Nodemailer would read `maxConnections` too, and open as many for each of the two. */
function readConnections(given: string) {
  const url = new URL(given)
  const most = Math.floor(Number(url.searchParams.get('maxConnections')))
  url.searchParams.delete('maxConnections')
  const smtpUrl = url.href
  if (!(most >= 1)) return { smtpUrl, ...connections }
  const first = most === 1 ? 0 : Math.ceil(most / 6)
  return { smtpUrl, ordinary: most - first, first }
}

function openTransport(
  { smtpUrl, publicUrl }: Options,
  timeouts: SmtpTimeouts,
  maxConnections: number,
) {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections,
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
  transport.use('stream', readAtOnce)
  return transport
}

/** Nodemailer would read a message that is already complete through three more streams. */
const readAtOnce: PluginFunction = ({ data: { raw }, message }, done) => {
  if (typeof raw === 'string') message.createReadStream = () => streamOf(raw)
  done()
}

const streamOf = (content: string) =>
  new Readable({
    read() {
      this.push(content)
      this.push(null)
    },
  })

/** The envelope names the recipient itself, so no header is parsed for it. */
const envelopeOf = (mail: Mail) => ({
  envelope: {
    from: mail.bounce?.address ?? mail.from.address,
    to: quotedAddress(mail.to),
    // RFC 6152. A server that doesn't support it gets the same mail: no server is known to strip
    // the 8th bit.
    ...(!isAscii(mail.text + mail.html) && { use8BitMime: true }),
  },
  ...(mail.bounce && { dsn: reportsAskedFor(mail.bounce.tag) }),
})

/**
 * Also requests reports of delivery and delay if the server supports it (RFC 3461). Reports return
 * only the mail's headers, because its body contains link and code.
 */
const reportsAskedFor = (tag: string) => ({
  id: tag,
  return: 'headers' as const,
  notify: ['success', 'failure', 'delay'] as ('success' | 'failure' | 'delay')[],
})
