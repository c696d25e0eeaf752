import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import type { DeliveryReason } from '@rekey/contracts/messages'
import type { Deps } from '../../deps.ts'
import { later, minute } from '../../lib/clock.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { ok, problem, unknown, warning } from './check.ts'
import type { Examine } from './diagnosed-user.ts'

/** Whether our own mail server takes mails, by what became of those of everybody. */
export const examineTransport: Examine = async (deps, _user, shown) => [
  deps.config.mailTransport === 'mailbox' ? staysHere : await checkTransport(deps, shown),
]

const staysHere = warning(
  'mail-transport',
  'Mails stay on this machine, in the mailbox for trying things out.',
  'To reach people, ask whoever runs this service to set up a mail server.',
)

async function checkTransport(deps: Deps, shown: (at: Date) => string): Promise<DiagnosisCheck> {
  const id = 'mail-transport'
  const [workedAt, failure, waitsSince] = await Promise.all([
    findLastAcceptance(deps),
    findLastFailure(deps),
    findOldestQueued(deps),
  ])
  const worked = workedAt ? `it last took one at ${shown(workedAt)}` : 'it has taken none yet'
  if (failure && (!workedAt || failure.at > workedAt)) {
    const title = `Our mail server takes no mails at the moment; ${worked}.`
    return problem(id, title, messageAdvice[failure.reason])
  }
  if (waitsSince && waitsSince < later(deps.clock.now(), -longestQueued)) {
    const title = `Mails wait to be sent since ${shown(waitsSince)}; ${worked}.`
    return problem(id, title, 'Ask whoever runs this service whether its worker runs.')
  }
  return workedAt
    ? ok(id, `Our mail server takes mails; ${worked}.`)
    : unknown(id, 'No mail has been sent yet.')
}

const longestQueued = 5 * minute

/** Among the newest of each state that comes after acceptance. */
async function findLastAcceptance({ db }: Deps): Promise<Date | null> {
  const [found] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max(accepted_at) AS at
    FROM unnest(ARRAY['accepted', 'delivered', 'bounced']) AS given (status), LATERAL (
      SELECT accepted_at FROM messages WHERE messages.status = given.status
      ORDER BY asked_at DESC LIMIT 20
    ) AS newest`
  return found?.at ?? null
}

/** Reasons that lie between us and our own mail server, not at whom a mail is for. */
const ownReasons: DeliveryReason[] = [
  'mail-server-unreachable',
  'mail-server-timeout',
  'mail-server-tls-failed',
  'mail-server-sign-in-failed',
]

type Failure = { readonly reason: DeliveryReason; readonly at: Date }

async function findLastFailure({ db }: Deps): Promise<Failure | null> {
  const [found] = await db.$queryRaw<Failure[]>`
    SELECT reason, (SELECT max(at) FROM message_events WHERE message_id = newest.id) AS at
    FROM unnest(ARRAY['delayed', 'failed']) AS given (status), LATERAL (
      SELECT id, reason FROM messages
      WHERE messages.status = given.status AND reason = ANY(${ownReasons})
      ORDER BY asked_at DESC LIMIT 20
    ) AS newest ORDER BY at DESC LIMIT 1`
  return found ?? null
}

async function findOldestQueued({ db }: Deps): Promise<Date | null> {
  const oldest = await db.message.findFirst({
    where: { status: 'queued' },
    orderBy: { askedAt: 'asc' },
    select: { askedAt: true },
  })
  return oldest?.askedAt ?? null
}
