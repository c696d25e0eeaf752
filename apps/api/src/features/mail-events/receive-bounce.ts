import { createHash } from 'node:crypto'
import type { receiveBounce as contract } from '@rekey/contracts/mail-events'
import type { Deps } from '../../deps.ts'
import type { Admit } from '../../http/admit-body.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { BounceReport } from '../../mail/bounce-report.ts'
import { findBounceTags, isBounceMac } from '../../models/event-token.ts'
import { type Report, recordReports } from '../../models/message-reports.ts'
import type { TokenParts } from '../../models/reset-secrets.ts'

/** A bounce names one mail of ours, usually several times. */
const maximumTags = 5

/**
 * POST /mail-events/dsn. Anyone may post anything here, so we trust only the MAC in the address to
 * which the bounce was returned, wherever it is (To, Delivered-To, envelope id). Only mail servers
 * on the way and the mail's reader know it. They can lie about this one mail, and nothing else.
 * Without a right MAC the bounce isn't parsed, and the answer is the same. Tag and report are in
 * the first 256 KiB; the rest is dropped as it arrives.
 */
export const receiveBounce: Verb<typeof contract> = async ({ body }, deps) => {
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const tags = findBounceTags(raw.toString('latin1'), { atMost: maximumTags })
  const genuine = await findGenuine(deps, tags)
  if (genuine.length > 0) {
    const told = await deps.bounces.read(raw)
    const reports = genuine.flatMap((tag) => told.map((report) => toReport(tag, report)))
    const isGenuine = isBounceMac.bind(null, deps.keys)
    const kept = await recordReports(deps.db, reports, isGenuine, deps.clock.now())
    deps.log.info({ reports: reports.length, kept }, 'bounce')
  }
  return { status: 204, body: null }
}

/** Without an address for bounces our mails contain no tag, so no bounce could return one. */
export const admitBounce: Admit<typeof contract> = (_headers, { config }) => {
  if (config.bounceAddress === null) {
    throw new Problem('not-configured', { headers: { 'retry-after': '3600' } })
  }
}

async function findGenuine({ db, keys }: Deps, tags: readonly TokenParts[]) {
  const rows = await db.message.findMany({
    where: { id: { in: tags.map(({ id }) => id) } },
    select: { id: true, keyId: true },
  })
  const messages = new Map(rows.map((row) => [row.id, row]))
  return tags.filter(({ id, mac }) => {
    const message = messages.get(id)
    return message !== undefined && isBounceMac(keys, message, mac)
  })
}

/** A mail server that got no answer sends its bounce again, so equal bounces count once. */
function toReport({ id, mac }: TokenParts, told: BounceReport): Report {
  const said = JSON.stringify([id, told.status, told.reason, told.detail, told.at])
  const sourceId = `dsn:${createHash('sha256').update(said).digest('base64url')}`
  return { ...told, messageId: id, mac, sourceId }
}
