import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { Database } from '../../lib/database.ts'
import { layout, paragraph, strong } from '../../mail/layout.ts'
import { plainText } from '../../mail/plain-text.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailTemplate } from '../../mail/template.ts'
import { shownMoment } from '../../mail/times.ts'
import { hostOf } from './webhooks.ts'

const facts = z.object({
  host: z.nullable(z.string()),
  failingSince: z.nullable(z.date()),
  isGone: z.boolean(),
})

type Notice = { readonly webhookId: string | null; readonly askedAt: Date }

const details = z.object({ reason: z.string() })

/** The webhook that was switched off. Without a host: it was deleted since. */
export async function findWebhookFacts(db: Database, { webhookId, askedAt }: Notice) {
  const webhook = await db.webhook.findFirst({ where: { id: webhookId ?? { in: [] } } })
  // The audit event was written together with the mail, so both have the same time.
  const event = await db.auditEvent.findFirst({
    where: {
      action: 'webhook.switched-off',
      at: askedAt,
      details: { path: ['webhookId'], equals: webhookId ?? '' },
    },
    select: { details: true },
  })
  return facts.parse({
    host: webhook ? hostOf(webhook) : null,
    failingSince: webhook?.failingSince ?? null,
    isGone: details.safeParse(event?.details).data?.reason === 'gone',
  })
}

/** A mail to who made a webhook: it was switched off, why, and what to do. */
export const webhookSwitchedOffMail: MailTemplate = (context) => {
  const { settings, now } = context
  const { host, failingSince, isGone } = facts.parse(context.facts)
  const sender = `${onOneLine(settings.organizationName)} accounts`
  const name = onOneLine(host ?? '') || 'one of your receivers'
  const title = `The webhook to ${name} was switched off`
  const since = failingSince ? ` since ${shownMoment(failingSince, settings.timeZone, now)}` : ''
  const why = isGone
    ? ' answered that it is gone (410), so we send no more events to it.'
    : ` has accepted no event${since}, so we send no more events to it.`
  const next =
    'When the receiver works again, switch the webhook on and replay the events that it missed. We keep them for 30 days.'
  return {
    subject: title,
    text: plainText([sender, title, `${name}${why}`, next]),
    html: layout({
      sender,
      title,
      preheader: next,
      body: [paragraph(html`!${strong(name)}${why}`), paragraph(html`${next}`)],
    }),
  }
}
