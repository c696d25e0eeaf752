import { randomUUID } from 'node:crypto'
import {
  access,
  constants,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import type { mailboxMessages } from '@rekey/contracts/mailbox'
import type * as z from 'zod/mini'
import type { Mail, Mailer } from './mail.ts'
import { shownDetail } from './smtp-failure.ts'

/** One delivery. A mail that is sent twice is listed twice, so that nobody overlooks it. */
export type MailboxMessage = z.infer<typeof mailboxMessages>['items'][number]

/** The worker writes the files and the server reads them. */
type Mailbox = {
  /** Newest first; `to` is compared without regard to case. */
  list(filter?: { to?: string | undefined }): Promise<MailboxMessage[]>
  find(id: string): Promise<MailboxMessage | null>
}

const kept = 500

/** `<milliseconds, 15 digits>-<id>.json`, so that sorting by name sorts by age. */
const fileName = /^\d{15}-[0-9a-f-]{36}\.json$/

/**
 * Keeps mail on this machine: each is a complete file in `DATA_DIR/mailbox` that only its owner can
 * read. The newest 500 are kept.
 */
export function createMailboxMailer(dataDir: string): Mailer {
  const folder = mailboxFolder(dataDir)
  return {
    name: 'mailbox',
    async deliver(mail) {
      try {
        await save(folder, toMessage(mail))
        await dropOldest(folder)
        return { status: 'accepted', detail: 'Kept in the development mailbox' }
      } catch (error) {
        return {
          status: 'delayed',
          reason: 'mail-server-unreachable',
          detail: shownDetail(String(error)),
        }
      }
    },
    async check() {
      // The first mail makes it. If root made it here, the server couldn't write into it.
      await access(folder, constants.W_OK).catch(ifMissing(undefined))
    },
    async close() {},
  }
}

export function openMailbox(dataDir: string): Mailbox {
  const folder = mailboxFolder(dataDir)
  return {
    async list({ to } = {}) {
      const all = await Promise.all((await newestFirst(folder)).map((name) => read(folder, name)))
      const wanted = to?.toLowerCase()
      return all
        .filter((message) => message !== null)
        .filter((message) => wanted === undefined || message.to.toLowerCase() === wanted)
    },
    async find(id) {
      const name = (await newestFirst(folder)).find((one) => one.endsWith(`-${id}.json`))
      return name === undefined ? null : read(folder, name)
    },
  }
}

const mailboxFolder = (dataDir: string) => join(dataDir, 'mailbox')

const toMessage = (mail: Mail): MailboxMessage => ({
  id: randomUUID(),
  to: mail.to,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  headers: {
    From: `"${mail.from.name}" <${mail.from.address}>`,
    To: mail.to,
    ...(mail.replyTo !== null && { 'Reply-To': mail.replyTo }),
    Subject: mail.subject,
    'Message-ID': `<${mail.messageId}>`,
    ...mail.headers,
  },
  at: new Date().toISOString(),
})

/** A file gets its name only when it is complete, so that readers never see a part of it. */
async function save(folder: string, message: MailboxMessage) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${String(Date.parse(message.at)).padStart(15, '0')}-${message.id}.json`
  const unfinished = join(folder, `.${name}.part`)
  await writeFile(unfinished, JSON.stringify(message), { mode: 0o600 })
  await rename(unfinished, join(folder, name))
}

async function dropOldest(folder: string) {
  const tooMany = (await newestFirst(folder)).slice(kept)
  await Promise.all(tooMany.map((name) => rm(join(folder, name), { force: true })))
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(ifMissing([]))
  return names
    .filter((name) => fileName.test(name))
    .sort()
    .reverse()
}

/** Null: another process deleted it meanwhile. */
async function read(folder: string, name: string): Promise<MailboxMessage | null> {
  const json = await readFile(join(folder, name), 'utf8').catch(ifMissing(null))
  return json === null ? null : (JSON.parse(json) as MailboxMessage)
}

const ifMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value
    throw error
  }
