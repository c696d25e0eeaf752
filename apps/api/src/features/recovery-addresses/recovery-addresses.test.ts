import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Settings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findInTables } from '../../../testing/find-in-tables.ts'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { addRecoveryAddressTo, newAddress } from '../../../testing/with-recovery-address.ts'
import { hour, later, minute } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const path = '/account/recovery-addresses'

/** A signed-in user. */
async function someone() {
  const user = await createUser(service.deps, { password: null })
  return { user, cookies: await signInAs(service, user.id) }
}

const subjectsTo = async (address: string) => {
  await service.runJobs()
  return (await service.mailsTo(address)).map(({ subject }) => subject)
}
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')
const addedSubject = 'A recovery address was added: Rekey'
const removedSubject = 'A recovery address was removed: Rekey'

test('a recovery address is confirmed by a mailed code, and waits three days', async () => {
  const { user, cookies } = await someone()
  const { id, email, added, mail, code, confirm } = await addRecoveryAddressTo(service, cookies)
  const pending = { id, email, confirmedAt: null, usableFrom: null }
  expect(added).toMatchObject({ status: 202, body: pending })
  expect(code).toMatch(/^\d{6}$/)
  expect(JSON.stringify(mail)).not.toContain(user.username)
  expect(await subjectsTo(user.username)).toEqual([])
  const confirmed = await confirm()
  const at = service.clock.now()
  const usableFrom = later(at, 72 * hour).toISOString()
  expect(confirmed).toMatchObject({
    status: 200,
    body: { id, email, confirmedAt: at.toISOString(), usableFrom },
  })
  expect(await subjectsTo(user.username)).toEqual([addedSubject])
  expect(await subjectsTo(email)).toHaveLength(1)
  const list = await ask(service, 'GET', path, undefined, cookies)
  expect(list.body).toMatchObject({ items: [confirmed.body], holdHours: 72 })
  const actions = await service.deps.db.auditEvent.findMany({ where: { userId: user.id } })
  expect(actions.map(({ action }) => action).sort()).toEqual([
    'recovery-address.added',
    'recovery-address.requested',
  ])
})

test('without a waiting time in the settings, it can be used at once', async () => {
  const settings = await service.deps.settings.current()
  const change = (hours: number) => changeSettings({ ...settings, recoveryAddressHoldHours: hours })
  await change(0)
  const { cookies } = await someone()
  const { confirm } = await addRecoveryAddressTo(service, cookies)
  expect((await confirm()).body.usableFrom).toBe(service.clock.now().toISOString())
  await change(settings.recoveryAddressHoldHours)
})

/** They are read anew within a second. */
async function changeSettings(settings: Settings) {
  const { deps, clock } = service
  await deps.db.$transaction((tx) => replaceSettings(tx, settings, clock.now()))
  clock.advance(2_000)
}

describe('a code', () => {
  test('allows five tries, also at the same time, and a new mail brings a new one', async () => {
    const { cookies } = await someone()
    const { email, code, confirm } = await addRecoveryAddressTo(service, cookies)
    const wrong = wrongFor(code)
    const answers = await Promise.all(Array.from({ length: 12 }, () => confirm(wrong)))
    const left = answers.flatMap(({ body }) =>
      body.code === 'reset-code-wrong' ? body.triesLeft : [],
    )
    expect(left).toHaveLength(5)
    expect((await confirm()).body.code).toBe('conflict')
    const again = await addRecoveryAddressTo(service, cookies, email)
    const newest = (await service.mailsTo(email)).map(({ text }) => text)
    expect(newest).toHaveLength(2)
    expect((await again.confirm(codesOf(newest).find((each) => each !== code))).status).toBe(200)
  })

  test('works once, of sixteen tries at the same time', async () => {
    const { cookies } = await someone()
    const { confirm } = await addRecoveryAddressTo(service, cookies)
    const answers = await Promise.all(Array.from({ length: 16 }, () => confirm()))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is the same in a second mail, and works for an hour from then', async () => {
    const { cookies } = await someone()
    const { id, email, code } = await addRecoveryAddressTo(service, cookies)
    service.clock.advance(9 * minute)
    const again = await addRecoveryAddressTo(service, cookies, email.toUpperCase())
    expect(again.id).toBe(id)
    expect(codesOf((await service.mailsTo(email)).map(({ text }) => text))).toEqual([code, code])
    service.clock.advance(hour - 1)
    const later = await signInAgain(id)
    expect((await again.confirm(wrongFor(code), later)).body.triesLeft).toBe(4)
    service.clock.advance(1)
    expect((await again.confirm(code, later)).body.code).toBe('conflict')
  })

  test('confirms nothing for another user', async () => {
    const [one, other] = [await someone(), await someone()]
    const { code, confirm, remove } = await addRecoveryAddressTo(service, one.cookies)
    expect((await confirm(code, other.cookies)).body.code).toBe('not-found')
    expect((await remove(other.cookies)).body.code).toBe('not-found')
    expect((await confirm()).status).toBe(200)
  })
})

const codesOf = (texts: readonly string[]) =>
  texts.map((text) => /^(\d{6})$/m.exec(text)?.[1] ?? '')

/** A new session of the user to whom this address belongs. */
async function signInAgain(id: string) {
  const { userId } = await service.deps.db.recoveryAddress.findUniqueOrThrow({ where: { id } })
  return signInAs(service, userId)
}

describe('adding one is refused', () => {
  test('for an address at which the user gets mails, and beyond three, also at once', async () => {
    const { user, cookies } = await someone()
    const own = await ask(service, 'POST', path, { email: user.username.toUpperCase() }, cookies)
    expect(own.body.code).toBe('conflict')
    const emails = Array.from({ length: 5 }, newAddress)
    const answers = await Promise.all(
      emails.map((email) => ask(service, 'POST', path, { email }, cookies)),
    )
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3)
    expect(await service.deps.db.recoveryAddress.count({ where: { userId: user.id } })).toBe(3)
    const { email, confirm } = await addRecoveryAddressTo(
      service,
      cookies,
      String(answers.find(({ status }) => status === 202)?.body.email),
    )
    await confirm()
    expect((await ask(service, 'POST', path, { email }, cookies)).body.code).toBe('conflict')
  })

  test('after five mails in an hour, because they go to strangers too', async () => {
    const { cookies } = await someone()
    for (let n = 0; n < 5; n += 1) {
      const { added, remove } = await addRecoveryAddressTo(service, cookies)
      expect(added.status).toBe(202)
      expect((await remove()).status).toBe(204)
    }
    const refused = await ask(service, 'POST', path, { email: newAddress() }, cookies)
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
    expect(refused.headers['retry-after']).toBe('3600')
  })

  test('without a recent sign-in, and without a second factor of a user who has one', async () => {
    const { cookies } = await someone()
    const { id, confirm } = await addRecoveryAddressTo(service, cookies)
    service.clock.advance(10 * minute + 1)
    const late = await ask(service, 'POST', path, { email: newAddress() }, cookies)
    expect(late.body.code).toBe('recent-sign-in-required')
    const removal = await ask(service, 'DELETE', `${path}/${id}`, undefined, cookies)
    expect(removal.body.code).toBe('recent-sign-in-required')
    // The mail may take longer than that, so its code needs none.
    expect((await confirm()).status).toBe(200)
    const { user } = await createUserWithTotp(service)
    const unproved = await signInAs(service, user.id)
    const answer = await ask(service, 'POST', path, { email: newAddress() }, unproved)
    expect(answer.body).toMatchObject({
      code: 'second-factor-required',
      methods: ['totp', 'recovery-code'],
    })
  })
})

describe('removing one', () => {
  test('tells all addresses, the removed one too, and ends resets that were mailed to it', async () => {
    const { user, cookies } = await someone()
    const { id, email, confirm } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    service.clock.advance(72 * hour)
    await service.send('POST', '/password-resets', { username: user.username })
    await service.runJobs()
    const living = () => service.deps.db.reset.count({ where: { userId: user.id, endedAt: null } })
    expect(await living()).toBe(1)
    const again = await signInAs(service, user.id)
    expect((await ask(service, 'DELETE', `${path}/${id}`, undefined, again)).status).toBe(204)
    expect(await living()).toBe(0)
    expect((await ask(service, 'DELETE', `${path}/${id}`, undefined, again)).status).toBe(404)
    expect(await subjectsTo(email)).toContain(removedSubject)
    expect(await subjectsTo(user.username)).toContain(removedSubject)
  })

  test('stops no notice that waits for it', async () => {
    const { user, cookies } = await someone()
    const { email, confirm, remove } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    await service.runJobs()
    await remove()
    const waiting = await service.deps.db.message.findMany({
      where: { userId: user.id, to: email },
    })
    expect(waiting.filter(({ status }) => status === 'not-sent')).toEqual([])
  })

  test('that was never confirmed tells nobody, because it may be a stranger’s', async () => {
    const { user, cookies } = await someone()
    const { email, remove, confirm } = await addRecoveryAddressTo(service, cookies)
    expect((await remove()).status).toBe(204)
    expect((await confirm()).body.code).toBe('not-found')
    expect(await subjectsTo(email)).toHaveLength(1)
    expect(await subjectsTo(user.username)).toEqual([])
  })
})

describe('“This wasn’t me”', () => {
  const disownLast = async (address: string, subject: string) => {
    await service.runJobs()
    const mail = (await service.mailsTo(address)).find((each) => each.subject === subject)
    const token = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
    return (await ask(service, 'POST', '/password-resets/disown', { token })).body.outcome
  }

  test('removes an address that was added, and signs the user out', async () => {
    const { user, cookies } = await someone()
    const { id, email, confirm } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    expect(await disownLast(user.username, addedSubject)).toBe('address-removed')
    expect(await subjectsTo(email)).toContain(removedSubject)
    expect(await service.deps.db.recoveryAddress.findUnique({ where: { id } })).toBeNull()
    expect((await ask(service, 'GET', path, undefined, cookies)).status).toBe(401)
    expect(await disownLast(user.username, addedSubject)).toBe('signed-out')
  })

  test('about one that was removed signs the user out, and brings nothing back', async () => {
    const { cookies } = await someone()
    const { id, email, confirm, remove } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    await remove()
    expect(await disownLast(email, removedSubject)).toBe('signed-out')
    expect(await service.deps.db.recoveryAddress.findUnique({ where: { id } })).toBeNull()
    expect((await ask(service, 'GET', path, undefined, cookies)).status).toBe(401)
  })
})

describe('administrators', () => {
  test('see the addresses of a user, and can remove one', async () => {
    const { user, cookies } = await someone()
    const { id, email, confirm } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const shown = await admin.get(`/users/${user.id}`)
    expect(shown.body).toMatchObject({ recoveryAddresses: [{ id, email }] })
    const reader = await signInWith(service, ['users.read'])
    const removing = `/users/${user.id}/recovery-addresses/${id}`
    const refused = await ask(service, 'DELETE', removing, undefined, reader.cookies)
    expect(refused.body.code).toBe('not-permitted')
    const elsewhere = `/users/${admin.user.id}/recovery-addresses/${id}`
    const misplaced = await ask(service, 'DELETE', elsewhere, undefined, admin.cookies)
    expect(misplaced.body.code).toBe('not-found')
    const removed = await ask(service, 'DELETE', removing, undefined, admin.cookies)
    expect(removed.status).toBe(204)
    expect(await subjectsTo(email)).toContain(removedSubject)
  })

  test('who change the username or address end them, and tell them', async () => {
    const { user, cookies } = await someone()
    const { id, email, confirm } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    service.clock.advance(72 * hour)
    const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const named = { displayName: 'Another name' }
    await ask(service, 'PATCH', `/users/${user.id}`, named, admin.cookies)
    expect(await service.deps.db.recoveryAddress.count({ where: { id } })).toBe(1)
    const renamed = { username: newAddress() }
    await ask(service, 'PATCH', `/users/${user.id}`, renamed, admin.cookies)
    expect(await service.deps.db.recoveryAddress.count({ where: { id } })).toBe(0)
    expect(await subjectsTo(email)).toContain('Your Rekey username was changed')
  })

  test('who delete the user leave no trace of them', async () => {
    const { user, cookies } = await someone()
    const { email, confirm } = await addRecoveryAddressTo(service, cookies)
    await confirm()
    await service.runJobs()
    const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const deleted = await ask(service, 'DELETE', `/users/${user.id}`, undefined, admin.cookies)
    expect(deleted.status).toBe(204)
    expect(await findInTables(service.databaseUrl, [email])).toEqual([])
  })
})

test('the code is in no answer and log', async () => {
  const { cookies } = await someone()
  const { added, code, confirm } = await addRecoveryAddressTo(service, cookies)
  const answers = [added.body, (await confirm(wrongFor(code))).body, (await confirm()).body]
  expect(JSON.stringify([answers, service.logged])).not.toMatch(new RegExp(`"[^"]*\\b${code}\\b`))
})
