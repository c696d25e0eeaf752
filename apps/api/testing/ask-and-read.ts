import { expect, vi } from 'vitest'
import { type MailboxMessage, openMailbox } from '../src/mail/mailbox.ts'
import { openHttpClient } from './http-client.ts'
import { queryDatabase } from './many-users.ts'

/**
 * The results of requests. A request without an answer, because the server died, promises no mail.
 */
type Asked = { readonly accepted: string[]; readonly otherStatuses: number[] }

/** Requests a reset for each name, all at the same time. */
export async function askForAll(
  url: string,
  usernames: readonly string[],
  { connections = usernames.length, onAccepted = () => {} }: AskOptions = {},
): Promise<Asked> {
  const client = openHttpClient(url, { connections })
  const accepted: string[] = []
  const otherStatuses: number[] = []
  const ask = async (username: string) => {
    const { status } = await client.post('/password-resets', { username })
    if (status !== 202) return void otherStatuses.push(status)
    accepted.push(username)
    onAccepted(accepted.length)
  }
  await Promise.allSettled(usernames.map(ask))
  await client.close()
  return { accepted, otherStatuses }
}

type AskOptions = { connections?: number; onAccepted?: (count: number) => unknown }

export type ResetMail = {
  readonly token: string
  readonly code: string
  readonly messageId: string
}

/** The link's token and the code, as the reader of a mail sees them. */
export function readResetMail({ text, headers }: MailboxMessage): ResetMail {
  const token = /\/reset#([\w.-]+)/.exec(text)?.[1] ?? ''
  const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? ''
  return { token, code, messageId: headers['Message-ID'] ?? '' }
}

/** Resolves when no job is left, and every name has its mail. */
export async function waitForMails(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string },
  usernames: readonly string[],
  seconds = 100,
): Promise<ReadonlyMap<string, ResetMail[]>> {
  return vi.waitFor(
    async () => {
      expect(await countOpenJobs(databaseUrl)).toBe(0)
      const mails = await listMails(dataDir)
      const without = usernames.filter((name) => !mails.has(name))
      expect(without, 'names without a mail').toEqual([])
      return mails
    },
    { timeout: seconds * 1_000, interval: 200 },
  )
}

/** Every mail by its recipient. */
async function listMails(dataDir: string): Promise<Map<string, ResetMail[]>> {
  const messages = await openMailbox(dataDir).list()
  const grouped = Map.groupBy(messages, ({ to }) => to)
  return new Map([...grouped].map(([to, mails]) => [to, mails.map(readResetMail)]))
}

async function countOpenJobs(databaseUrl: string): Promise<number> {
  const [row] = await queryDatabase<{ open: number }>(
    databaseUrl,
    `SELECT count(*)::int AS open FROM pgboss.job
     WHERE name IN ('open-reset', 'send-message') AND state < 'completed'`,
  )
  return row?.open ?? 0
}

/** A mail that arrived twice must be the same mail; none may arrive more often. */
export function expectOneStoryEach(mails: ReadonlyMap<string, ResetMail[]>) {
  for (const [to, [first, ...again]] of mails) {
    expect(first?.token, to).not.toBe('')
    expect(first?.code, to).not.toBe('')
    expect(again.length, to).toBeLessThanOrEqual(1)
    for (const mail of again) expect(mail, to).toEqual(first)
  }
}
