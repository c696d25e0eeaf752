import { setTimeout as delay } from 'node:timers/promises'
import type { Template } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import { coalesceAnswers } from '../../jobs/coalesce.ts'
import { lanes } from '../../jobs/lanes.ts'
import { isDatabaseAway } from '../../lib/is-database-away.ts'
import type { Mail } from '../../mail/mail.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { deriveBounceTag, deriveEventToken } from '../../models/event-token.ts'
import { type ClaimedMessage, claimMessages } from '../../models/message-outcomes.ts'
import { composeMail } from './compose-mail.ts'
import { describeMessage } from './describe-message.ts'
import { listSubjects, type Subjects } from './list-subjects.ts'
import { type Outcome, recordDeliveries, type TriedMail } from './record-deliveries.ts'
import { judgeByTheOthers } from './refused-for-everybody.ts'

/** Reads the facts that only one template needs. */
type FactsReader = (
  db: Deps['db'],
  message: ClaimedMessage,
) => Promise<Readonly<Record<string, unknown>>>

export type Mails = {
  readonly templates: Readonly<Record<Template, MailTemplate>>
  readonly facts?: Readonly<Partial<Record<Template, FactsReader>>>
}

/** The most mails that are claimed or recorded together. */
const maximumBatch = 50

/**
 * How long a result waits for those of other mails that are being sent, so that they are recorded
 * together. The last of several mails, and a mail that is sent alone, doesn't wait.
 */
const gatherMs = 50

const recordAgainMs = 500

/**
 * The job that sends one mail: it claims the mail, composes it, hands it over, and records the
 * result. If it dies at any point, the queue runs it again with the same mail: same link, code and
 * Message-ID. Mails that are sent at the same time share the statements of each step.
 *
 * A result is kept until the database stores it. Otherwise a disk that is full would make us send
 * the mail again and again. Meanwhile the queue may give the job out again.
 */
export function createSendMessage(mails: Mails, deps: Deps) {
  let beingSent = 0
  const claim = coalesceAnswers((ids: string[]) => claimMessages(deps.db, ids), {
    maximumBatch,
    keyOf: (id) => id,
  })
  const findSubjects = coalesceAnswers(
    (messages: ClaimedMessage[]) => listSubjects(deps.db, messages),
    { maximumBatch },
  )
  const record = coalesceAnswers((tried: TriedMail[]) => recordUntilStored(deps, tried), {
    maximumBatch,
    keyOf: ({ message }) => message.id,
    gatherMs,
    isLast: () => beingSent === 0,
  })

  const tryOnce = async (messageId: string): Promise<void> => {
    const message = await claim(messageId)
    if (!message) return
    beingSent += 1
    const outcome = await findSubjects(message)
      .then((subjects) => send(mails, message, subjects, deps))
      .finally(() => {
        beingSent -= 1
      })
    const settled = await record({ message, outcome })
    const { template, attempts } = message
    const { status, reason } = settled ?? { status: 'overtaken', reason: null }
    deps.log.info({ messageId, template, attempts, status, reason }, 'mail')
  }

  return oneTryAtATime(tryOnce)
}

/** A job that the queue gives out again waits for the try that is running. */
function oneTryAtATime(tryOnce: (messageId: string) => Promise<void>) {
  const running = new Map<string, Promise<void>>()
  return ({ messageId }: { messageId: string }): Promise<void> => {
    const begun = running.get(messageId)
    if (begun) return begun
    const trying = tryOnce(messageId).finally(() => running.delete(messageId))
    running.set(messageId, trying)
    return trying
  }
}

/** Recording twice is harmless: a result counts once. */
async function recordUntilStored(deps: Deps, tried: readonly TriedMail[]) {
  for (;;) {
    try {
      return await recordDeliveries(deps, tried)
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      await delay(recordAgainMs)
    }
  }
}

async function send(
  mails: Mails,
  message: ClaimedMessage,
  subjects: Subjects,
  deps: Deps,
): Promise<Outcome> {
  const made = await make(mails, message, subjects, deps)
  if ('status' in made) return made
  const delivery = await deps.mailer.deliver(made.mail)
  const judged = await judgeByTheOthers(deps, message, delivery)
  return { ...judged, detail: without(made.secrets, judged.detail) }
}

/**
 * A fault of ours in composing a mail can't be fixed by a later try, and must not end the worker.
 */
async function make(
  { templates, facts }: Mails,
  message: ClaimedMessage,
  subjects: Subjects,
  deps: Deps,
): Promise<Outcome | { mail: Mail; secrets: readonly string[] }> {
  const described = await describeMessage(deps, message, subjects)
  if (described === 'gone' || message.to === null) {
    return { status: 'not-sent', reason: 'cancelled', detail: null }
  }
  if (described === 'key-gone') return unwritten('The server key for its secrets is missing')
  const { template } = message
  const told = (await facts?.[template]?.(deps.db, message)) ?? {}
  try {
    const context = { ...described.context, facts: told }
    const eventToken = deriveEventToken(deps.keys, message)
    const bounceTag = deriveBounceTag(deps.keys, message)
    const goesFirst = message.lane === lanes.first
    const recipient = { id: message.id, to: message.to, eventToken, bounceTag, goesFirst }
    const mail = composeMail(deps.config, recipient, templates[template], context)
    return { mail, secrets: described.secrets }
  } catch (error) {
    deps.log.error({ err: error, messageId: message.id }, 'a mail could not be written')
    return unwritten('Its template failed')
  }
}

const unwritten = (detail: string): Outcome => ({
  status: 'failed',
  reason: 'could-not-be-written',
  detail,
})

/** A mail server may quote the mail that it refuses, so secrets are removed from its words. */
const without = (secrets: readonly string[], words: string) =>
  secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '…'), words)
