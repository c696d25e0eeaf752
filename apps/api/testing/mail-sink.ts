import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/** What the sink does with the next mail. Scripted steps are used once; after them it accepts. */
export type SinkStep =
  | { readonly do: 'accept' }
  | {
      readonly do: 'answer'
      readonly code: number
      readonly words: string
      readonly at?: 'rcpt' | 'data'
    }
  /** Takes its time, then the mail. */
  | { readonly do: 'slow'; readonly milliseconds: number }
  /** Accepts the mail and never answers. */
  | { readonly do: 'hang' }
  /** Cuts the connection in the middle of DATA. */
  | { readonly do: 'drop' }

export type SunkMail = Email & {
  /** RCPT TO, as it came. */
  readonly envelopeTo: readonly string[]
  readonly envelopeFrom: string
  /** The requested delivery reports (RFC 3461). */
  readonly reportsAskedFor: object
  readonly isEncrypted: boolean
  /** Announced by BODY=8BITMIME (RFC 6152). */
  readonly isSaidToBe8Bit: boolean
  readonly raw: string
}

export type MailSink = {
  readonly url: string
  readonly port: number
  /** Accepted mails, oldest first. */
  readonly mails: readonly SunkMail[]
  /** How often a mail was begun, whatever its result was. */
  readonly tries: number
  script(...steps: SinkStep[]): void
  /** Resolves with the nth mail for this address (from 1) as soon as it was accepted. */
  waitForMail(to: string, nth?: number): Promise<SunkMail>
  close(): Promise<void>
}

const accept: SinkStep = { do: 'accept' }

/** A real SMTP server whose answers a test decides, on a port of its own or the given one. */
export async function openMailSink({
  port = 0,
  user = null,
  offersTls = false,
  mostClients,
  signInRefusal = { code: 535, words: '5.7.8 Wrong username or password' },
}: {
  port?: number
  /** STARTTLS, with an untrusted certificate. */
  offersTls?: boolean
  /** Asks for this sign-in; null: for none. */
  user?: { name: string; password: string } | null
  /** Further ones are refused in the greeting. */
  mostClients?: number
  signInRefusal?: { code: number; words: string }
} = {}): Promise<MailSink> {
  const mails: SunkMail[] = []
  const steps: SinkStep[] = []
  const current = new Map<string, SinkStep>()
  const watchers = new Set<() => void>()
  let tries = 0

  const server = new SMTPServer({
    authOptional: user === null,
    allowInsecureAuth: true,
    disabledCommands: [...(offersTls ? [] : ['STARTTLS']), ...(user ? [] : ['AUTH'])],
    logger: false,
    ...(mostClients && { maxClients: mostClients }),
    closeTimeout: 1,
    hideDSN: false,
    onAuth(auth, _session, done) {
      const right = auth.username === user?.name && auth.password === user?.password
      const { code, words } = signInRefusal
      done(right ? null : smtpError(code, words), { user: 'relay' })
    },
    onMailFrom(_address, session, done) {
      tries += 1
      current.set(session.id, steps.shift() ?? accept)
      done()
    },
    onRcptTo(_address, session, done) {
      const step = current.get(session.id) ?? accept
      done(step.do === 'answer' && step.at === 'rcpt' ? smtpError(step.code, step.words) : null)
    },
    onData(stream, session, done) {
      const step = current.get(session.id) ?? accept
      if (step.do === 'drop') return void stream.once('data', () => dropConnection(server, session))
      void end(step, stream, session, done)
    },
  })

  async function end(
    step: SinkStep,
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ) {
    // `close` may break the connection in the middle of a mail.
    const mail = await take(stream, session).catch(() => null)
    if (mail === null) return done(smtpError(451, '4.4.2 The connection broke'))
    if (step.do === 'hang') return
    if (step.do === 'answer') return done(smtpError(step.code, step.words))
    if (step.do === 'slow') await setTimeout(step.milliseconds)
    mails.push(mail)
    done()
    for (const watch of watchers) watch()
  }
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.server.address() as AddressInfo).port
  const signIn = user ? `${user.name}:${encodeURIComponent(user.password)}@` : ''

  return {
    url: `smtp://${signIn}127.0.0.1:${bound}`,
    port: bound,
    mails,
    get tries() {
      return tries
    },
    script: (...given) => void steps.push(...given),
    waitForMail: (to, nth = 1) =>
      new Promise((resolve) => {
        const look = () => {
          const found = mails.filter(({ envelopeTo }) => envelopeTo.includes(to))[nth - 1]
          if (!found) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
      }),
    close: () => {
      for (const { session } of connectionsOf(server)) dropConnection(server, session)
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const smtpError = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode })

async function take(
  stream: SMTPServerDataStream,
  { envelope, secure }: SMTPServerSession,
): Promise<SunkMail> {
  const raw = (await buffer(stream)).toString('utf8')
  return {
    ...(await PostalMime.parse(raw)),
    envelopeTo: envelope.rcptTo.map(({ address }) => address),
    envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
    reportsAskedFor: { ...envelope.dsn, ...envelope.rcptTo[0]?.dsn },
    isEncrypted: secure,
    isSaidToBe8Bit: (envelope as { bodyType?: string }).bodyType === '8bitmime',
    raw,
  }
}

type Connection = { readonly session: SMTPServerSession; readonly _socket: Socket }

/** smtp-server gives no access to its sockets; its own `close` ends them through this set. */
const connectionsOf = (server: SMTPServer) => [
  ...(server as unknown as { connections: Set<Connection> }).connections,
]

function dropConnection(server: SMTPServer, session: SMTPServerSession) {
  const connection = connectionsOf(server).find((one) => one.session.id === session.id)
  connection?._socket.destroy()
}
