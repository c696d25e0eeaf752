import PostalMime, { decodeWords, type Email } from 'postal-mime'
import { type BounceReport, unreadableBounce } from './bounce-report.ts'
import { decodeReport, namedCharsets } from './decode-report.ts'
import { reportedReason } from './delivery-reason.ts'
import { isBounce, readPlainBounce } from './plain-bounce.ts'
import { shownDetail } from './smtp-failure.ts'
import { withoutSecrets } from './without-secrets.ts'

/**
 * The most recipients for one mail with one recipient; aliases and lists behind the address add
 * more.
 */
const maximumReports = 10

const parserBounds = {
  attachmentEncoding: 'arraybuffer',
  maxNestingDepth: 8,
  maxRfc822NestingDepth: 0,
  maxHeadersSize: 64 * 1_024,
} as const

/**
 * Reads a bounce: a report for each recipient in its delivery status (RFC 3464, RFC 6533), or else
 * what its text says, as in those of qmail and older servers. No report: it isn't a bounce, but for
 * example an absence note. Run it off the event loop, because a hostile mail takes seconds.
 */
export async function readBounce(raw: Uint8Array): Promise<BounceReport[]> {
  const essence = essenceOf(raw)
  const parsed = await PostalMime.parse(essence, parserBounds).catch(() => null)
  if (!parsed) return []
  const reports = readStatusPart(parsed, namedCharsets(essence))
  if (reports.length > 0) return reports
  return isBounce(parsed) ? [readPlainBounce(parsed) ?? unreadableBounce] : []
}

/** The limit for the beginning, and for the report. */
const readLines = 1_000

const statusHeader = /^content-type:[ \t]*message\/(?:global-)?delivery-status/i

/**
 * The mail's first lines, and those of the report, which may come after a long text. The parser's
 * time grows with the square of the lines, so a quarter of a million would take a minute.
 */
function essenceOf(raw: Uint8Array): Uint8Array {
  const lines = Buffer.from(raw).toString('latin1').split('\n')
  const header = lines.findIndex((line) => statusHeader.test(line))
  const boundary = lines.findLastIndex((line, at) => at < header && line.startsWith('--'))
  const from = Math.max(boundary, readLines)
  const kept = [...lines.slice(0, readLines), ...lines.slice(from, from + readLines)]
  return Buffer.from(kept.join('\n'), 'latin1')
}

/** The second one is for addresses that aren't ASCII. */
const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])

function readStatusPart({ attachments }: Email, charsets: readonly string[]): BounceReport[] {
  const part = attachments.find(({ mimeType }) => statusTypes.has(mimeType))
  if (!part || typeof part.content === 'string') return []
  const groups = decodeReport(new Uint8Array(part.content), charsets).split(/\r?\n[ \t]*\r?\n/)
  return groups.flatMap((group) => readRecipient(readFields(group)) ?? []).slice(0, maximumReports)
}

type Fields = ReadonlyMap<string, string>

/**
 * `Name: value` lines, names in lower case; a line that starts with a space continues the previous
 * one.
 */
function readFields(group: string): Fields {
  const lines = group.replace(/\r?\n(?=[ \t])/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? []
      return name && value !== undefined ? [[name.toLowerCase(), value.trim()] as const] : []
    }),
  )
}

/** By `Action` (RFC 3464, 2.3.3). Relayed and expanded only say that a server accepted the mail. */
const statusByAction: Readonly<Record<string, BounceReport['status']>> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'accepted',
  expanded: 'accepted',
}

/** Null: a group without an action, for example the first one, which is about the report itself. */
function readRecipient(fields: Fields): BounceReport | null {
  const action = /^[a-z]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ?? ''
  const status = Object.hasOwn(statusByAction, action) ? statusByAction[action] : undefined
  if (!status) return null
  const told = fields.get('status') ?? null
  const words = wordsOf(fields.get('diagnostic-code') ?? '')
  const isBad = status === 'bounced' || status === 'delayed'
  const isFinal = status === 'bounced'
  return {
    status,
    reason: isBad ? reportedReason({ status: told, words }, { isFinal }) : null,
    detail: withoutSecrets(shownDetail(words || (told ?? ''))) || null,
    at: readDate(fields.get('last-attempt-date')),
  }
}

/** Addresses without their type (`smtp;`), with escaped characters decoded. */
const wordsOf = (field: string) =>
  decodeWords(field.replace(/^[\w-]+[ \t]*;[ \t]*/, '')).replace(
    // RFC 6533, 3: EmbeddedUnicodeChar.
    /\\x\{(0?[\dA-F]{2,6})\}/gi,
    (escaped, hex: string) => {
      const point = Number.parseInt(hex, 16)
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : escaped
    },
  )

function readDate(value = ''): Date | null {
  const at = new Date(value.slice(0, 64))
  return Number.isNaN(at.getTime()) ? null : at
}
