import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type MailSink, openMailSink } from '../../../testing/mail-sink.ts'
import { createUser } from '../../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import { hour, later, minute } from '../../lib/clock.ts'
import { sql } from '../../lib/database.ts'
import { createSmtpMailer } from '../../mail/smtp.ts'
import { mails } from '../../mails.ts'
import { type NewMessage, queueMessage } from '../../models/messages.ts'
import { deriveReset } from '../../models/reset-secrets.ts'
import { cancelMessages } from '../../models/waiting-messages.ts'
import { createSendMessage } from './send-message.ts'

let deps: TestDeps
let sink: MailSink
/** Records the jobs that were added, so that tests needn't wait for them. */
let queued: { messageId: string; startAfter: Date | number | undefined }[]

beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(async () => {
  queued = []
  sink = await openMailSink()
})
afterEach(() => sink.close())

const quick = { connect: 500, greeting: 500, socket: 300, delivery: 2_000 }

/** One try of a mail, over SMTP to the sink. */
async function tryOnce(messageId: string, changes: Partial<Deps> = {}) {
  const mailer = createSmtpMailer({ smtpUrl: sink.url, publicUrl: deps.config.publicUrl }, quick)
  await createSendMessage(mails, { ...watched(), mailer, ...changes })({ messageId })
  await mailer.close()
  return deps.db.message.findUniqueOrThrow({
    where: { id: messageId },
    include: { reset: true, events: { orderBy: { id: 'asc' } } },
  })
}

const watched = (): Deps => ({
  ...deps,
  jobs: {
    ...deps.jobs,
    async add(_tx, _name, data, { startAfter }) {
      queued.push({ messageId: (data as { messageId: string }).messageId, startAfter })
    },
    async addAll(_tx, _name, added) {
      for (const { data } of added) {
        queued.push({ messageId: (data as { messageId: string }).messageId, startAfter: undefined })
      }
    },
  },
})

async function resetOf(userId: string, address: string, changes: object = {}) {
  return deps.db.reset.create({
    data: {
      id: randomUUID(),
      userId,
      purpose: 'reset',
      origin: 'self-service',
      keyId: 'test',
      address,
      createdAt: deps.clock.now(),
      ...changes,
    },
  })
}

/** A user who requested a reset just now, its mail queued. */
async function asked({
  reset: resetChanges = {},
  message = {},
}: {
  reset?: object
  message?: Partial<NewMessage>
} = {}) {
  const user = await createUser(deps, { password: null })
  const reset = await resetOf(user.id, user.username, resetChanges)
  const again = (changes: Partial<NewMessage> = {}) =>
    queue({ userId: user.id, to: user.username, resetId: reset.id, ...message, ...changes })
  return { user, reset, again, messageId: await again() }
}

const queue = (message: Partial<NewMessage> & { to: string }) =>
  deps.db.$transaction((tx) =>
    queueMessage(tx, watched(), {
      userId: null,
      template: 'reset',
      origin: 'self-service',
      lane: lanes.selfService,
      askedAt: deps.clock.now(),
      lifetimeSeconds: 1_800,
      ...message,
    }),
  )

const statuses = ({ events }: { events: { status: string }[] }) =>
  events.map(({ status }) => status)

describe('a mail that is accepted', () => {
  test('contains the link and code of its reset, and begins its life', async () => {
    const { user, reset, messageId } = await asked()
    const sent = await tryOnce(messageId)
    const secrets = deriveReset(deps.keys, reset)
    const [mail] = sink.mails
    expect(mail).toMatchObject({
      envelopeTo: [user.username],
      subject: `${secrets?.code} is your Rekey password reset code`,
      from: { name: 'Rekey accounts', address: 'no-reply@localhost' },
      messageId: `<${messageId}@localhost>`,
    })
    expect(mail?.text).toContain(`${deps.config.publicUrl}/reset#${secrets?.token}`)
    expect(mail?.headers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
        // Neither "DR" nor "NDR" nor "All": Exchange would keep its reports and bounces to itself.
        expect.objectContaining({
          key: 'x-auto-response-suppress',
          value: 'OOF, AutoReply, RN, NRN',
        }),
        expect.objectContaining({ key: 'content-language', value: 'en' }),
        expect.objectContaining({ key: 'x-entity-ref-id', value: messageId }),
      ]),
    )
    expect(sent).toMatchObject({ status: 'accepted', attempts: 1, acceptedAt: deps.clock.now() })
    expect(statuses(sent)).toEqual(['queued', 'accepted'])
    expect(sent.reset).toMatchObject({
      firstAcceptedAt: deps.clock.now(),
      expiresAt: later(deps.clock.now(), 30 * minute),
    })
  })

  test('is not sent again by another run of its job', async () => {
    const { messageId } = await asked()
    await tryOnce(messageId)
    await tryOnce(messageId)
    expect(sink.tries).toBe(1)
  })

  test('prolongs the reset with each acceptance, up to two hours after the first', async () => {
    const { again, messageId } = await asked()
    const first = deps.clock.now()
    await tryOnce(messageId)
    deps.clock.advance(20 * minute)
    expect((await tryOnce(await again())).reset?.expiresAt).toEqual(later(first, 50 * minute))
    deps.clock.advance(85 * minute)
    expect((await tryOnce(await again())).reset?.expiresAt).toEqual(later(first, 2 * hour))
    expect(sink.mails.at(-1)?.text).toContain('The link and the code work for 15 minutes')
  })

  test('begins the life of a started reset once; a later request neither ends nor prolongs it', async () => {
    const started = { origin: 'started', lifetimeSeconds: 24 * 3_600 }
    const { again, messageId } = await asked({ reset: started })
    const expiresAt = later(deps.clock.now(), 24 * hour)
    expect((await tryOnce(messageId)).reset?.expiresAt).toEqual(expiresAt)
    deps.clock.advance(hour)
    expect((await tryOnce(await again())).reset?.expiresAt).toEqual(expiresAt)
    expect(sink.mails.at(-1)?.text).toContain('The link and the code work for 23 hours')
  })

  test('tells administrators of disowned resets', async () => {
    const user = await createUser(deps, { password: null, displayName: 'Ada Okafor' })
    const digestId = randomUUID()
    const disown = {
      userId: user.id,
      subjectId: randomUUID(),
      outcome: 'blocked',
      digestId,
    } as const
    await deps.db.disown.create({ data: { ...disown, at: deps.clock.now() } })
    const messageId = await queue({
      to: 'it@northwind.example',
      template: 'disowned-digest',
      origin: 'notice',
      digestId,
    })
    expect(await tryOnce(messageId)).toMatchObject({ status: 'accepted' })
    expect(sink.mails[0]?.text).toContain('Ada Okafor')
  })
})

describe('a mail that is delayed', () => {
  test('is tried again as the same mail: same link, code and Message-ID', async () => {
    const { messageId } = await asked()
    sink.script({ do: 'answer', code: 451, words: '4.3.0 Try later' })
    const delayed = await tryOnce(messageId)
    expect(delayed).toMatchObject({ status: 'delayed', reason: 'mail-server-busy', attempts: 1 })
    expect(delayed.events.at(-1)?.detail).toBe('451 4.3.0 Try later')
    expect(queued.at(-1)).toEqual({ messageId, startAfter: delayed.nextAttemptAt })
    expect(delayed.reset?.expiresAt).toBeNull()
    const sent = await tryOnce(messageId)
    expect(statuses(sent)).toEqual(['queued', 'delayed', 'accepted'])
    expect(sent).toMatchObject({
      status: 'accepted',
      reason: null,
      attempts: 2,
      nextAttemptAt: null,
    })
    expect(sink.mails[0]?.messageId).toBe(`<${messageId}@localhost>`)
  })

  test.each([
    [{ do: 'hang' }, 'mail-server-timeout'],
    [{ do: 'drop' }, 'mail-server-unreachable'],
    [{ do: 'answer', code: 552, words: '5.2.2 Mailbox full' }, 'mailbox-full'],
  ] as const)('by %j says why: %s', async (step, reason) => {
    const { messageId } = await asked()
    sink.script(step)
    expect(await tryOnce(messageId)).toMatchObject({ status: 'delayed', reason })
  })

  test('fails after four hours, a notice after three days, and the reset ends with its last mail', async () => {
    const { user, messageId } = await asked()
    const notice = await queue({
      userId: user.id,
      to: user.username,
      template: 'password-changed',
      origin: 'notice',
    })
    const down = { do: 'answer', code: 451, words: '4.3.0 Try later' } as const
    sink.script(down, down)
    deps.clock.advance(4 * hour)
    const failed = await tryOnce(messageId)
    expect(failed).toMatchObject({ status: 'failed', reason: 'time-ran-out', nextAttemptAt: null })
    expect(failed.reset).toMatchObject({ endReason: 'mail-failed', endedAt: deps.clock.now() })
    expect(await tryOnce(notice)).toMatchObject({ status: 'delayed' })
  })
})

describe('a mail that is refused', () => {
  const refuse = { do: 'answer', code: 550, words: '5.1.1 User unknown', at: 'rcpt' } as const

  test('is not tried again, and ends the reset, which no mail can deliver any more', async () => {
    const { messageId } = await asked()
    sink.script(refuse)
    const refused = await tryOnce(messageId)
    expect(refused).toMatchObject({ status: 'refused', reason: 'address-does-not-exist' })
    expect(refused.events.at(-1)?.detail).toContain('550 5.1.1 User unknown')
    expect(refused.reset?.endReason).toBe('mail-failed')
    expect(queued).toHaveLength(1)
  })

  test('does not end a reset that another mail may deliver, or has delivered', async () => {
    const { again, messageId } = await asked()
    await again()
    sink.script(refuse)
    expect((await tryOnce(messageId)).reset?.endedAt).toBeNull()
    const brought = await asked()
    await tryOnce(brought.messageId)
    sink.script(refuse)
    expect((await tryOnce(await brought.again())).reset?.endedAt).toBeNull()
  })

  test('does not end a reset whose link and code the operator saw', async () => {
    const shown = {
      origin: 'started',
      lifetimeSeconds: 604_800,
      expiresAt: later(deps.clock.now(), hour),
    }
    const { messageId } = await asked({ reset: shown })
    sink.script(refuse)
    expect((await tryOnce(messageId)).reset?.endedAt).toBeNull()
  })

  test('stores no code and no link, even if the mail server quotes them', async () => {
    const { reset, messageId } = await asked()
    const secrets = deriveReset(deps.keys, reset)
    const words = `5.7.1 Subject "${secrets?.code} is" and ${secrets?.token} look like spam`
    sink.script({ do: 'answer', code: 554, words })
    const { events } = await tryOnce(messageId)
    expect(events.at(-1)?.detail).toBe('554 5.7.1 Subject "… is" and … look like spam')
  })
})

describe('a mail is not sent', () => {
  test('when its reset has ended, or its user is deactivated or deleted', async () => {
    const over = await asked({ reset: { endedAt: deps.clock.now(), endReason: 'used' } })
    const deactivated = await asked()
    await deps.db.user.update({
      where: { id: deactivated.user.id },
      data: { status: 'deactivated' },
    })
    const deleted = await asked()
    await deps.db.user.update({ where: { id: deleted.user.id }, data: { deletedAt: new Date() } })
    for (const { messageId } of [over, deactivated, deleted]) {
      const message = await tryOnce(messageId)
      expect(message).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
      expect(statuses(message)).toEqual(['queued', 'not-sent'])
    }
    expect(sink.tries).toBe(0)
  })

  test('when its link would expire before it is read', async () => {
    const { messageId } = await asked({
      reset: { firstAcceptedAt: later(deps.clock.now(), -2 * hour) },
    })
    expect(await tryOnce(messageId)).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
  })

  test('when it was cancelled before its first try', async () => {
    const { user, messageId } = await asked()
    const notice = await queue({
      userId: user.id,
      to: user.username,
      template: 'password-changed',
      origin: 'notice',
    })
    const at = deps.clock.now()
    const which = sql`user_id = ${user.id}::uuid AND reset_id IS NOT NULL`
    await deps.db.$transaction((tx) => cancelMessages(tx, which, at))
    expect(await tryOnce(messageId)).toMatchObject({
      status: 'not-sent',
      reason: 'cancelled',
      attempts: 0,
    })
    expect(await tryOnce(notice)).toMatchObject({ status: 'accepted' })
  })

  test('for an unknown name: its job ends quietly', async () => {
    const nobody = { ...watched(), mailer: { ...deps.mailer, deliver: () => expect.unreachable() } }
    await createSendMessage(mails, nobody)({ messageId: randomUUID() })
  })

  test('when the server key of its secrets is gone, which is recorded as our fault', async () => {
    const { messageId } = await asked({ reset: { keyId: 'dropped' } })
    expect(await tryOnce(messageId)).toMatchObject({
      status: 'failed',
      reason: 'could-not-be-written',
      reset: { endReason: 'mail-failed' },
    })
  })
})

describe('a full disk of the database', () => {
  test('delays the recording of a result, but the mail is sent once', async () => {
    const { messageId } = await asked()
    const mailer = createSmtpMailer({ smtpUrl: sink.url, publicUrl: deps.config.publicUrl }, quick)
    let transactions = 0
    const full = async (...given: unknown[]) => {
      transactions += 1
      // The first one claims the mail.
      if (transactions === 2 || transactions === 3) await refuseForTheDisk()
      return Reflect.apply(deps.db.$transaction, deps.db, given)
    }
    const db = new Proxy(deps.db, {
      get: (target, name) => (name === '$transaction' ? full : Reflect.get(target, name)),
    })
    const sendMessage = createSendMessage(mails, { ...watched(), mailer, db })
    // The queue gives the job out again, because its worker could not report that it is alive.
    await Promise.all([sendMessage({ messageId }), sendMessage({ messageId })])
    await mailer.close()
    expect(sink.tries).toBe(1)
    const where = { id: messageId }
    const message = await deps.db.message.findUniqueOrThrow({ where, include: { events: true } })
    expect(message).toMatchObject({ status: 'accepted', attempts: 1 })
    expect(statuses(message)).toEqual(['queued', 'accepted'])
  })
})

/** Fails as PostgreSQL does when its disk is full. */
const refuseForTheDisk = () =>
  deps.db.$executeRaw`
    DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$`

describe('a worker that dies', () => {
  test('between hand-over and commit sends the same mail once more', async () => {
    const { messageId } = await asked()
    let isHandedOver = false
    const db = new Proxy(deps.db, {
      get: (target, name) => {
        if (isHandedOver) throw new Error('killed')
        return Reflect.get(target, name)
      },
    })
    const dying = (mailer: Deps['mailer']): Deps['mailer'] => ({
      ...mailer,
      async deliver(mail) {
        const delivery = await mailer.deliver(mail)
        isHandedOver = true
        return delivery
      },
    })
    const mailer = createSmtpMailer({ smtpUrl: sink.url, publicUrl: deps.config.publicUrl }, quick)
    await expect(tryOnce(messageId, { db, mailer: dying(mailer) })).rejects.toThrow('killed')
    await mailer.close()
    const sent = await tryOnce(messageId)
    expect(sent).toMatchObject({ status: 'accepted', attempts: 2 })
    const [one, other] = sink.mails
    expect(sink.mails).toHaveLength(2)
    expect({ ...other, raw: '', date: '', headers: [], headerLines: [] }).toEqual({
      ...one,
      raw: '',
      date: '',
      headers: [],
      headerLines: [],
    })
  })

  test('and comes back late never overwrites the result of the next worker', async () => {
    const { messageId } = await asked()
    const slow: Deps['mailer'] = {
      ...deps.mailer,
      async deliver() {
        await tryOnce(messageId)
        return { status: 'refused', reason: 'not-understood', detail: 'late' }
      },
    }
    const message = await tryOnce(messageId, { mailer: slow })
    expect(message).toMatchObject({ status: 'accepted', attempts: 2 })
    expect(statuses(message)).toEqual(['queued', 'accepted'])
  })
})
