import PostalMime from 'postal-mime'
import { reportedReason } from '../../mail/delivery-reason.ts'
import { shownDetail } from '../../mail/smtp-failure.ts'
import { withoutSecrets } from '../../mail/without-secrets.ts'
import type { Report } from '../../models/message-reports.ts'

export type DsnReport = Pick<Report, 'status' | 'reason' | 'detail' | 'at'>

/**
 * The report stands before the mail that it returns. No more is parsed: the parser's time grows by
 * the line, and millions of empty ones would hold up everybody for a minute.
 */
const readBytes = 64 * 1_024
const readLines = 2_000

/** Of one mail with one recipient: more come from aliases and lists behind the address. */
const maximumReports = 10

const parserBounds = {
  attachmentEncoding: 'utf8',
  maxNestingDepth: 8,
  maxRfc822NestingDepth: 0,
  maxHeadersSize: readBytes,
} as const

/**
 * What a delivery status notification says (RFC 3464), a report for each recipient that it names.
 * None: it is something else, such as an absence note.
 */
export async function readDsn(raw: Uint8Array): Promise<DsnReport[]> {
  const parsed = await PostalMime.parse(beginningOf(raw), parserBounds).catch(() => null)
  const part = parsed?.attachments.find(({ mimeType }) => statusTypes.has(mimeType))
  if (typeof part?.content !== 'string') return []
  const groups = part.content.split(/\r?\n[ \t]*\r?\n/).map(readFields)
  return groups.flatMap((fields) => readRecipient(fields) ?? []).slice(0, maximumReports)
}

/** The second is for addresses that are no ASCII (RFC 6533). */
const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])

const beginningOf = (raw: Uint8Array) =>
  Buffer.from(raw.subarray(0, readBytes)).toString('latin1').split('\n', readLines).join('\n')

type Fields = ReadonlyMap<string, string>

/** `Name: value` lines, names in lower case; a line that begins with a space goes on with the last. */
function readFields(group: string): Fields {
  const lines = group.replace(/\r?\n(?=[ \t])/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? []
      return name && value !== undefined ? [[name.toLowerCase(), value.trim()] as const] : []
    }),
  )
}

/** By `Action` (RFC 3464, 2.3.3). Relayed and expanded say no more than that somebody took it. */
const statusByAction: Readonly<Record<string, Report['status']>> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'accepted',
  expanded: 'accepted',
}

/** Null: a group without an action, as the first one, which is about the report itself. */
function readRecipient(fields: Fields): DsnReport | null {
  const action = /^[a-z]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ?? ''
  const status = Object.hasOwn(statusByAction, action) ? statusByAction[action] : undefined
  if (!status) return null
  const told = fields.get('status') ?? null
  const words = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+[ \t]*;[ \t]*/, '')
  const isBad = status === 'bounced' || status === 'delayed'
  return {
    status,
    reason: isBad
      ? reportedReason({ status: told, words }, { isFinal: status === 'bounced' })
      : null,
    detail: withoutSecrets(shownDetail(words || (told ?? ''))) || null,
    at: readDate(fields.get('last-attempt-date')),
  }
}

function readDate(value = ''): Date | null {
  const at = new Date(value.slice(0, 64))
  return Number.isNaN(at.getTime()) ? null : at
}
