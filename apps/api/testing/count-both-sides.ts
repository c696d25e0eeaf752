import type { ReadMail } from './breakable-sink.ts'
import { queryDatabase } from './many-users.ts'
import type { Book } from './people.ts'

type Mails = ReadonlyMap<string, readonly ReadMail[]>

/** Counts that must be 0 after a run, and counts that are only printed. */
export type Counts = {
  readonly rows: readonly (readonly [
    what: string,
    people: number,
    database: number,
    mail: number,
  ])[]
  readonly mustBeNone: Readonly<Record<string, readonly string[]>>
  /**
   * Mails that the mail server accepted twice and three times: a fault came before we stored it.
   */
  readonly doubled: readonly [twice: number, thrice: number]
}

/** Compares what people were promised with the tables and with the mails that arrived. */
export async function countBothSides(url: string, book: Book, mails: Mails): Promise<Counts> {
  const stored = await findStored(url)
  const resetMails = byKind(mails, ({ token }) => token !== '')
  const notices = byKind(mails, ({ token }) => token === '')
  const asked = [...book.asked.keys()]
  const used = new Set(stored.used)
  const saved = [...book.saved.keys()]
  const unknown = [...book.askedUnknown.keys()]
  const perhaps = [...book.perhapsSaved.keys()]
  const mailed = new Set(stored.requested)
  const copies = [...mails.values()].flatMap(countCopies)
  return {
    rows: [
      ['requests for known names', asked.length, hits(asked, mailed), hits(asked, resetMails)],
      ['requests for unknown names', unknown.length, hits(unknown, mailed), hits(unknown, mails)],
      ['passwords saved', saved.length, hits(saved, used), hits(saved, notices)],
      ['saves without an answer', perhaps.length, hits(perhaps, used), hits(perhaps, notices)],
    ],
    doubled: [countOf(copies, 2), countOf(copies, 3)],
    mustBeNone: {
      'requests without a row': asked.concat(unknown).filter((name) => !mailed.has(name)),
      'requests without a mail': asked.filter((name) => !resetMails.has(name)),
      'mails for unknown names': unknown.filter((name) => mails.has(name)),
      'more mails than requests': asked.filter(
        (name) => idsOf(resetMails.get(name) ?? []).size > (book.asked.get(name) ?? 0),
      ),
      // A fault may double a mail, and the next one may hit the same mail again.
      'mails that arrived more than three times': copies.filter((count) => count > 3).map(String),
      'copies that differ': [...mails].filter(([, all]) => differ(all)).map(([to]) => to),
      'saves without a used reset': saved.filter((name) => !used.has(name)),
      'saves without a notice': [...used].filter((name) => !notices.has(name)),
      'notices without a save': [...notices.keys()].filter((name) => !used.has(name)),
      ...stored.half,
    },
  }
}

const hits = (names: readonly string[], found: { has(name: string): boolean }) =>
  names.filter((name) => found.has(name)).length

const byKind = (mails: Mails, isOfKind: (mail: ReadMail) => boolean) =>
  new Map(
    [...mails].flatMap(([to, all]) => {
      const some = all.filter(isOfKind)
      return some.length > 0 ? [[to, some] as const] : []
    }),
  )

const idsOf = (mails: readonly ReadMail[]) => new Set(mails.map(({ messageId }) => messageId))

const countOf = (numbers: readonly number[], wanted: number) =>
  numbers.filter((each) => each === wanted).length

/** How often each of these mails arrived. */
const countCopies = (mails: readonly ReadMail[]) =>
  [...Map.groupBy(mails, ({ messageId }) => messageId).values()].map((same) => same.length)

/** Two mails with one Message-ID must be the same mail. */
const differ = (mails: readonly ReadMail[]) =>
  new Set(mails.map((mail) => JSON.stringify(mail))).size > idsOf(mails).size

/** A transaction must write both halves of these states, or neither. */
const halves = {
  'mails that are still waiting': `
    SELECT id::text AS name FROM messages WHERE status IN ('queued', 'sending', 'delayed')`,
  'resets with half an end': `
    SELECT id::text AS name FROM resets WHERE (ended_at IS NULL) <> (end_reason IS NULL)`,
  'used resets that saved another password': `
    SELECT username AS name FROM resets JOIN users ON users.id = user_id
    WHERE end_reason = 'used' AND resets.password_id IS DISTINCT FROM users.password_id`,
  'changed passwords without a used reset': `
    SELECT username AS name FROM users WHERE password_changed_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM resets WHERE user_id = users.id AND end_reason = 'used')`,
  'users with two used resets': `
    SELECT user_id::text AS name FROM resets WHERE end_reason = 'used'
    GROUP BY user_id HAVING count(*) > 1`,
  'used resets without one audit event': `
    SELECT username AS name FROM resets JOIN users ON users.id = user_id
    WHERE end_reason = 'used' AND 1 <> (SELECT count(*) FROM audit_events
      WHERE audit_events.user_id = users.id AND action = 'password-reset.completed')`,
  'mails that were sent, but whose reset lives for ever': `
    SELECT messages.id::text AS name FROM messages JOIN resets ON resets.id = reset_id
    WHERE accepted_at IS NOT NULL AND ended_at IS NULL AND expires_at IS NULL`,
  'mails without a history of their status': `
    SELECT id::text AS name FROM messages WHERE status IS DISTINCT FROM (
      SELECT status FROM message_events WHERE message_id = messages.id ORDER BY id DESC LIMIT 1)`,
} as const

async function findStored(url: string) {
  const names = async (sql: string) =>
    (await queryDatabase<{ name: string }>(url, sql)).map(({ name }) => name)
  const half: Record<string, string[]> = {}
  for (const [what, sql] of Object.entries(halves)) half[what] = await names(sql)
  return {
    half,
    used: await names(`
      SELECT username AS name FROM resets JOIN users ON users.id = user_id
      WHERE end_reason = 'used'`),
    requested: await names(`
      SELECT DISTINCT coalesce(username, "to") AS name FROM messages
      LEFT JOIN users ON users.id = user_id WHERE messages.origin = 'self-service'`),
  }
}
