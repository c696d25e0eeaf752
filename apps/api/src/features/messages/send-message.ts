import type { Template } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import type { Mail } from '../../mail/mail.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { deriveBounceTag, deriveEventToken } from '../../models/event-token.ts'
import { type ClaimedMessage, claimMessage } from '../../models/message-outcomes.ts'
import { composeMail } from './compose-mail.ts'
import { describeMessage } from './describe-message.ts'
import { type Outcome, recordDelivery } from './record-delivery.ts'
import { judgeByTheOthers } from './refused-for-everybody.ts'

/** Reads the facts that only one template needs. */
export type FactsReader = (
  db: Deps['db'],
  message: ClaimedMessage,
) => Promise<Readonly<Record<string, unknown>>>

export type Mails = {
  readonly templates: Readonly<Record<Template, MailTemplate>>
  readonly facts?: Readonly<Partial<Record<Template, FactsReader>>>
}

/**
 * The job that sends one mail: it claims the mail, composes it, hands it over, and records the
 * result. If it dies at any point, the queue runs it again with the same mail: same link, code and
 * Message-ID.
 */
export function createSendMessage(mails: Mails) {
  return async ({ messageId }: { messageId: string }, deps: Deps): Promise<void> => {
    const message = await claimMessage(deps.db, messageId)
    if (!message) return
    const outcome = await send(mails, message, deps)
    const settled = await recordDelivery(deps, message, outcome)
    const { template, attempts } = message
    const { status, reason } = settled ?? { status: 'overtaken', reason: null }
    deps.log.info({ messageId, template, attempts, status, reason }, 'mail')
  }
}

async function send(mails: Mails, message: ClaimedMessage, deps: Deps): Promise<Outcome> {
  const made = await make(mails, message, deps)
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
  deps: Deps,
): Promise<Outcome | { mail: Mail; secrets: readonly string[] }> {
  const described = await describeMessage(deps, message)
  if (described === 'gone' || message.to === null) {
    return { status: 'not-sent', reason: 'cancelled', detail: null }
  }
  if (described === 'key-gone') return unwritten('The server key for its secrets is missing')
  const template = message.template
  const told = (await facts?.[template]?.(deps.db, message)) ?? {}
  try {
    const context = { ...described.context, facts: told }
    const eventToken = deriveEventToken(deps.keys, message)
    const bounceTag = deriveBounceTag(deps.keys, message)
    const recipient = { id: message.id, to: message.to, eventToken, bounceTag }
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
