import type { Config } from '../../config.ts'
import { later, minute } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { createDns } from '../../lib/dns.ts'
import { findMailFlow, type MailFlow } from '../../models/mail-flow.ts'
import { findLastReport, listMishaps, type Mishap } from '../../models/mail-health.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { shownTime } from '../shown-time.ts'
import { type Finding, ok, problem, reason, unknown, warning } from './finding.ts'

const longestQueueMinutes = 15

/** Whether mails go out, and whether reports about them arrive, as far as the database knows. */
export async function checkMailHealth(
  config: Pick<Config, 'sendgridWebhookKey' | 'bounceAddress'>,
  db: Database,
  now = new Date(),
): Promise<Finding[]> {
  try {
    const [flow, [mishap], reportedAt] = await Promise.all([
      findMailFlow(db, now),
      listMishaps(db, now, 1),
      findLastReport(db),
    ])
    return [describeFlow(flow, mishap, now), ...describeReports(config, flow, reportedAt)]
  } catch (error) {
    return [problem('mail health', reason(error))]
  }
}

function describeFlow(flow: MailFlow, mishap: Mishap | undefined, now: Date): Finding {
  const { lastAcceptedAt, queue } = flow
  const parts = [
    lastAcceptedAt ? `last accepted ${shownTime(lastAcceptedAt)}` : 'none accepted yet',
    queue.oldestAt
      ? `${queue.count} waiting, the oldest since ${shownTime(queue.oldestAt)}`
      : 'none waiting',
    ...(mishap ? [`last error ${shownTime(mishap.at)}: ${mishap.reason}`] : []),
  ]
  const detail = parts.join('; ')
  if (flow.outage?.isOfOurs) {
    const { reason } = flow.outage
    return problem('mail health', `${detail}. ${reason}: ${messageAdvice[reason]}`)
  }
  const oldest = queue.oldestOursAt
  if (oldest && oldest < later(now, -longestQueueMinutes * minute)) {
    return problem(
      'mail health',
      `${detail}. Is a worker running, and does the mail server accept mails?`,
    )
  }
  const isIll = flow.state === 'down' || flow.state === 'delayed'
  return isIll ? warning('mail health', detail) : ok('mail health', detail)
}

/** Before the first mail there is nothing to report. */
function describeReports(
  { sendgridWebhookKey }: Pick<Config, 'sendgridWebhookKey'>,
  { lastAcceptedAt }: MailFlow,
  reportedAt: Date | null,
): Finding[] {
  if (!sendgridWebhookKey) return []
  if (reportedAt) return [ok('mail events', `last report ${shownTime(reportedAt)}`)]
  return lastAcceptedAt
    ? [
        warning(
          'mail events',
          "SENDGRID_WEBHOOK_PUBLIC_KEY is set, but no report has arrived. Is SendGrid's event webhook on?",
        ),
      ]
    : [ok('mail events', 'expected after the first mail')]
}

const patienceMs = 3_000

/** Bounces come back to a mail server of BOUNCE_ADDRESS' domain, or to nobody. */
export async function checkBounceAddress(
  { bounceAddress }: Pick<Config, 'bounceAddress'>,
  dns = createDns({ patience: patienceMs }),
): Promise<Finding[]> {
  if (bounceAddress === null) return []
  const domain = bounceAddress.split('@').at(-1) ?? ''
  const answer = await dns.mailServers(domain)
  if (answer.outcome === 'silent') {
    return [unknown('BOUNCE_ADDRESS', `DNS does not answer for ${domain}`)]
  }
  const server = answer.outcome === 'found' ? answer.values.find(Boolean) : undefined
  return server
    ? [ok('BOUNCE_ADDRESS', `${domain}: ${server}`)]
    : [warning('BOUNCE_ADDRESS', `${domain} has no MX record, so bounces reach nobody`)]
}
