import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { createUser } from '../../../testing/test-app.ts'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { openWithWebhooks, type WithWebhooks } from '../../../testing/with-webhooks.ts'
import { day, hour, later } from '../../lib/clock.ts'
import { webhookSwitchedOffMail } from './webhook-switched-off-mail.ts'

let hooks: WithWebhooks
let receiver: Receiver
beforeAll(async () => {
  hooks = await openWithWebhooks()
  receiver = await openReceiver()
})
afterEach(async () => {
  await hooks.service.deps.db.webhook.deleteMany()
  await hooks.service.deps.db.webhookEvent.deleteMany()
})
afterAll(async () => {
  await receiver.close()
  await hooks.service.close()
})

const down = { url: 'http://127.0.0.1:1/hooks', events: ['user.created'] }
const act = () => createUser(hooks.service.deps, { password: null })
const find = async (id: string) => (await hooks.show(id)).body

/** Moves the clock from try to try, until none is left. */
async function useUpTries() {
  for (;;) {
    const waiting = await hooks.service.deps.db.webhookDelivery.findFirst({
      where: { status: 'pending', nextAttemptAt: { not: null } },
    })
    if (!waiting?.nextAttemptAt) return
    const { clock } = hooks.service
    clock.advance(waiting.nextAttemptAt.getTime() - clock.now().getTime())
    await hooks.deliver()
  }
}

const mailsToMaker = async () => {
  await hooks.service.runJobs()
  return hooks.service.mailsTo(hooks.maker.user.username)
}

describe('a webhook that fails for five days', () => {
  test('is switched off, and the user who made it is told by mail', async () => {
    const { id } = (await hooks.create(down)).body
    await act()
    await hooks.deliver()
    await useUpTries()
    expect((await hooks.deliveries(id)).body.items[0]?.status).toBe('failed')
    expect(await find(id)).toMatchObject({ enabled: true, switchedOffAt: null })
    hooks.service.clock.advance(3 * day)
    await act()
    await hooks.deliver()
    await useUpTries()
    const { enabled, switchedOffAt } = await find(id)
    expect({ enabled, switchedOffAt }).toEqual({
      enabled: false,
      switchedOffAt: expect.any(String),
    })
    const [mail, ...others] = await mailsToMaker()
    expect(others).toEqual([])
    expect(mail?.subject).toBe('The webhook to 127.0.0.1:1 was switched off')
    const event = await hooks.service.deps.db.auditEvent.findFirstOrThrow({
      where: { action: 'webhook.switched-off' },
      orderBy: { id: 'desc' },
    })
    expect(event.details).toMatchObject({ webhookId: id, name: '127.0.0.1:1', reason: 'failing' })
    const again = await hooks.change(id, { enabled: true })
    expect(again.body).toMatchObject({ enabled: true, failingSince: null, switchedOffAt: null })
  })

  test('stays on if a single delivery succeeds in between', async () => {
    const { id } = (await hooks.create({ ...down, url: receiver.url })).body
    receiver.script(...Array.from({ length: 8 }, () => ({ do: 'drop' }) as const))
    await act()
    await hooks.deliver()
    await useUpTries()
    expect((await find(id)).failingSince).not.toBeNull()
    await act()
    await hooks.deliver()
    expect((await find(id)).failingSince).toBeNull()
  })

  test('stays on if it rarely gets events, and fails only the first tries of one after a week', async () => {
    const { id } = (await hooks.create({ ...down, url: receiver.url })).body
    receiver.script(...Array.from({ length: 9 }, () => ({ do: 'drop' }) as const))
    await act()
    await hooks.deliver()
    await useUpTries()
    hooks.service.clock.advance(7 * day)
    await act()
    await hooks.deliver()
    expect(await find(id)).toMatchObject({ enabled: true })
    await useUpTries()
    expect(await find(id)).toMatchObject({ enabled: true, failingSince: null })
  })
})

describe('a receiver that answers 410', () => {
  test.each([
    ['deleted', { deletedAt: new Date() }],
    ['deactivated', { status: 'deactivated' as const }],
  ])('is switched off at once; administrators are told if the maker is %s', async (_, data) => {
    const { db } = hooks.service.deps
    const other = await hooks.signInWith('webhooks.write')
    const administrator = await createUser(hooks.service.deps, {
      password: null,
      roleId: builtInRoles.administrator,
    })
    const { id } = (await hooks.create({ ...down, url: receiver.url }, other.cookies)).body
    await db.user.update({ where: { id: other.user.id }, data })
    receiver.script({ do: 'answer', status: 410 })
    await act()
    await hooks.deliver()
    expect(await find(id)).toMatchObject({ enabled: false })
    expect(await hooks.deliver()).toBe(0)
    // A later answer of the receiver doesn’t change what the mail says.
    await hooks.test(id)
    expect(await hooks.deliver()).toBe(1)
    await hooks.service.runJobs()
    const [mail] = await hooks.service.mailsTo(administrator.username)
    expect(mail?.text).toContain('410')
    expect(await hooks.service.mailsTo(other.user.username)).toEqual([])
  })
})

describe('the mail', () => {
  const mailOf = (facts: object) =>
    webhookSwitchedOffMail({
      ...janesReset,
      origin: 'notice',
      reset: null,
      disownLink: null,
      facts: { ...facts },
    })

  test('says which webhook, since when, and what to do, the same in both parts', () => {
    const failingSince = later(janesReset.now, -hour)
    const mail = mailOf({ host: 'shop.example', failingSince, isGone: false })
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html.replaceAll('<wbr>', '')]) {
      expect(part).toContain('has accepted no event since 13:02')
      expect(part).toContain('replay the events that it missed')
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test.each(hostileNames)('shows a host as text: %j', (host) => {
    const mail = mailOf({ host, failingSince: null, isGone: true })
    expect(mailFaults(mail).filter((fault) => !fault.includes('wider'))).toEqual([])
  })

  test('says so if the webhook was deleted since', () => {
    expect(mailOf({ host: null, failingSince: null, isGone: false }).subject).toContain(
      'one of your',
    )
  })
})
