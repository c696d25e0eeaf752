import { statfs } from 'node:fs/promises'
import { type Config, isLoopback } from '../../config.ts'
import { megabyte } from '../../lib/foreign-hashes/foreign-hash.ts'
import { inTime } from '../../lib/in-time.ts'
import type { Mailer } from '../../mail/mail.ts'
import { explainSmtp } from './explain-smtp.ts'
import { type Finding, ok, problem, reason, unknown, warning } from './finding.ts'

const patienceMs = 3_000
const mailPatienceMs = 15_000

export async function checkMail(config: Config, mailer: Mailer): Promise<Finding> {
  try {
    await inTime(mailPatienceMs, mailer.check())
    if (config.mailTransport === 'smtp' && config.smtpUrl)
      return ok('mail transport', describeSmtp(config.smtpUrl))
    if (config.mailTransport === 'sendgrid') {
      return ok('mail transport', 'SendGrid accepts our API key, which may send mail')
    }
    return config.insecure
      ? warning(
          'mail transport',
          'mailbox: mails reach nobody, and anyone who can reach this server can read them',
        )
      : ok('mail transport', 'mailbox: mails stay on this machine')
  } catch (error) {
    const smtpUrl = config.mailTransport === 'smtp' ? config.smtpUrl : null
    return problem('mail transport', smtpUrl ? explainSmtp(error, smtpUrl) : reason(error))
  }
}

function describeSmtp(smtpUrl: string): string {
  const { username, host } = new URL(smtpUrl)
  return username
    ? `the SMTP server ${host} accepts our sign-in`
    : `the SMTP server ${host} answers, and SMTP_URL names no user`
}

/** Asks the address that links will hold, as a user's browser would. */
export async function checkPublicUrl({ publicUrl }: Config): Promise<Finding> {
  const isLocal = isLoopback(new URL(publicUrl).hostname)
  const where = `${publicUrl}${isLocal ? ' (only this machine can open its links)' : ''}`
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(patienceMs) })
    return answer.ok
      ? ok('PUBLIC_URL', `${where} answers`)
      : warning('PUBLIC_URL', `${where} answers ${answer.status} to /healthz`)
  } catch {
    return warning('PUBLIC_URL', `${where} does not answer from here. Is the server running?`)
  }
}

/** Rekey speaks only HTTP. https from outside ends at a proxy, whose headers Rekey must trust. */
export function checkForwardedHeaders({ publicUrl, trustProxy }: Config): Finding {
  const name = 'forwarded headers'
  if (trustProxy === true) {
    return warning(
      name,
      'TRUST_PROXY=true trusts everyone, so a client can claim any address. Name your proxies instead.',
    )
  }
  if (trustProxy !== false) return ok(name, 'trusted from the proxies in TRUST_PROXY')
  return publicUrl.startsWith('https:')
    ? warning(
        name,
        'TRUST_PROXY is off, but PUBLIC_URL is https, so a proxy is in front and all clients count as one address. Set TRUST_PROXY.',
      )
    : ok(name, 'not trusted, and PUBLIC_URL needs no proxy')
}

export async function checkRedis({ redisUrl }: Config): Promise<Finding> {
  if (!redisUrl) return ok('Redis', 'not used: each instance counts on its own')
  const [{ Redis }, { tryToCount }] = await Promise.all([
    import('ioredis'),
    import('../../http/limits-redis.ts'),
  ])
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  // A refused password or database is only told here. The call then says that it isn't connected.
  const told: Error[] = []
  redis.on('error', (error) => told.push(error))
  try {
    await inTime(
      patienceMs,
      redis.connect().then(() => tryToCount(redis)),
    )
    if (told[0]) throw told[0]
    return ok('Redis', 'answers')
  } catch (error) {
    const why = reason(told[0] ?? error)
    return problem('Redis', `${why}. Until that is corrected, each instance counts on its own`)
  } finally {
    redis.disconnect()
  }
}

const lowMegabytes = 1_024
const emptyMegabytes = 100

export async function checkDisk(config: Config): Promise<Finding> {
  const { dataDir, databaseUrl, mailTransport } = config
  // With DATABASE_URL, the keys come from SECRET_KEYS.
  if (databaseUrl && mailTransport !== 'mailbox') {
    return ok('disk', 'not used: the database holds everything')
  }
  try {
    const { bavail, bsize } = await statfs(dataDir)
    const free = Math.floor((bavail * bsize) / megabyte)
    const detail = `${free} MiB free for ${dataDir}`
    if (free < emptyMegabytes) return problem('disk', detail)
    return free < lowMegabytes ? warning('disk', detail) : ok('disk', detail)
  } catch (error) {
    return unknown('disk', `${dataDir}: ${reason(error)}`)
  }
}
