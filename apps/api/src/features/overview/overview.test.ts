import type { Overview, OverviewPeriod } from '@rekey/contracts/overview'
import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { day, hour, minute } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'
import { addUpCounts } from './add-up-counts.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())
beforeEach(async () => {
  service.clock.advance(3 * day)
  reader = await signInWith(service, ['messages.read', 'users.read'])
})

const look = async (days = 1, by: Pick<SignedIn, 'get'> = reader): Promise<Overview> => {
  const { status, body } = await by.get(`/overview?days=${days}`)
  expect(status).toBe(200)
  return body as unknown as Overview
}

/** The figures of the running hour. */
const present = async (): Promise<OverviewPeriod> => {
  const { periods } = await look()
  return periods.at(-1) as OverviewPeriod
}

const newPassword = 'Plum-Tractor-42-Violin'
const ask = (username: string) => service.send('POST', '/password-resets', { username })
const signIn = (username: string, password: string) =>
  service.send('POST', '/sessions', { username, password })

async function askAndRead(given: NewUser = {}) {
  const { id, username } = await createUser(service.deps, given)
  await ask(username)
  await service.runJobs()
  const [mail] = await service.mailsTo(username)
  const find = (form: RegExp) => form.exec(mail?.text ?? '')?.[1] ?? ''
  return {
    id,
    username,
    token: find(/\/reset#([\w.-]+)/),
    code: find(/^\s*(\d{6})\s*$/m),
    notMe: find(/\/not-me#([\w.-]+)/),
    temporary: find(/^\s*([a-z0-9]+(?:-[a-z0-9]+){3,})\s*$/im),
  }
}

const save = ({ token, code }: { token: string; code: string }) =>
  service.send('POST', '/password-resets/complete', { token, code, newPassword })

describe('each act moves its figure', () => {
  test('every request counts, also for names that no user has', async () => {
    const { username } = await createUser(service.deps)
    for (const name of [username, username, 'nobody@northwind.example', 'till-99']) await ask(name)
    await service.runJobs()
    expect((await present()).resets.requested).toBe(4)
  })

  test('a saved reset, and the mails that it sends', async () => {
    const mail = await askAndRead()
    expect((await save(mail)).status).toBe(200)
    await service.runJobs()
    const { resets, mails } = await present()
    expect(resets).toMatchObject({ requested: 1, completed: 1, disowned: 0, wrongCodes: 0 })
    expect(mails).toMatchObject({ queued: 0, accepted: 2, 'not-sent': 0 })
    expect((await save(mail)).status).toBe(400)
    expect((await present()).resets.completed).toBe(1)
  })

  test('a wrong code, with a used-up reset', async () => {
    const mail = await askAndRead()
    const code = mail.code === '111111' ? '222222' : '111111'
    for (let tries = 0; tries < 6; tries += 1) await save({ ...mail, code })
    await service.runJobs()
    expect((await present()).resets.wrongCodes).toBe(5)
  })

  test('a cancelled reset, once however often the button is pressed', async () => {
    const { notMe } = await askAndRead()
    for (const token of [notMe, notMe]) {
      await service.send('POST', '/password-resets/disown', { token })
    }
    expect((await present()).resets.disowned).toBe(1)
  })

  test('a reset that an administrator starts', async () => {
    const { user } = await signInWith(service, [])
    const by = await signInWith(service, ['users.read', 'users.reset-password'])
    await service.send('POST', `/users/${user.id}/password-resets`, {}, by.cookies)
    expect((await present()).resets).toMatchObject({ requested: 0, started: 1 })
  })

  test('a temporary password, when it signs in and when a password is saved', async () => {
    const { username, temporary } = await askAndRead({ kind: 'contact' })
    const { cookies } = await signIn(username, temporary)
    expect(await present()).toMatchObject({ temporaryPasswordsUsed: 1, signIns: 1 })
    await service.send('PUT', '/account/password', { newPassword }, cookies)
    expect((await present()).resets.completed).toBe(1)
  })

  test('sign-ins and failed ones, with unknown names', async () => {
    const { username } = await createUser(service.deps)
    await signIn(username, 'correct horse battery')
    await signIn(username, 'wrong')
    await signIn('nobody@northwind.example', 'wrong')
    await service.runJobs()
    expect(await present()).toMatchObject({ signIns: 1, failedSignIns: 2 })
  })

  test('a mail moves from one status to the next, in the hour in which it was requested', async () => {
    const { username } = await createUser(service.deps)
    await ask(username)
    await service.openReset(username)
    const before = await present()
    expect(before.mails).toMatchObject({ queued: 1, accepted: 0 })
    service.clock.advance(2 * hour)
    await service.runJobs()
    reader = await signInWith(service, ['messages.read'])
    const { periods } = await look()
    expect(periods.at(-1)?.mails).toMatchObject({ queued: 0, accepted: 0 })
    expect(periods.at(-3)?.mails).toMatchObject({ queued: 0, accepted: 2 })
  })
})

describe('users', () => {
  const counted = async () => {
    const { users } = await look()
    if (!users) throw new Error('The caller may read users')
    return users
  }

  /** As the list of users filters them, page by page. */
  async function listed(query: string): Promise<number> {
    let [count, cursor] = [0, '']
    do {
      const { body } = await reader.get(`/users?limit=100&${query}${cursor}`)
      const page = body as unknown as { items: unknown[]; nextCursor: string | null }
      count += page.items.length
      cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : ''
    } while (cursor)
    return count
  }

  test('are counted as the list of users filters them', async () => {
    const { deps } = service
    await createUser(deps)
    await createUser(deps, { mustChangePassword: true })
    await createUser(deps, { status: 'deactivated' })
    await createUser(deps, { signInMethod: 'sso', password: null })
    await createUser(deps, { password: null, mustChangePassword: true })
    const { id } = await createUser(deps)
    const passwordBlockedAt = deps.clock.now()
    await deps.db.user.update({ where: { id }, data: { passwordBlockedAt } })
    await askAndRead({ kind: 'contact' })
    const { total, byPasswordState, noneBySignInMethod } = await counted()
    for (const [state, count] of Object.entries(byPasswordState)) {
      expect(count, state).toBe(await listed(`passwordState=${state}`))
      expect(count, state).toBeGreaterThan(0)
    }
    for (const [method, count] of Object.entries(noneBySignInMethod)) {
      expect(count, method).toBe(await listed(`passwordState=none&signInMethod=${method}`))
      expect(count, method).toBeGreaterThan(0)
    }
    expect(total).toBe(await listed(''))
  })

  test('move with what happens to them, until they are deleted', async () => {
    const by = await signInWith(service, ['users.read', 'users.delete', 'sso.write'])
    const before = await counted()
    const user = await createUser(service.deps, { password: null })
    const mail = await askAndRead()
    const linked = await createUser(service.deps, { password: null })
    await linkUser(service.deps, await createConnection(service.deps), linked.id)
    const after = await counted()
    expect(after.byPasswordState.none - before.byPasswordState.none).toBe(2)
    expect(after.noneBySignInMethod.sso - before.noneBySignInMethod.sso).toBe(1)
    expect(after.byPasswordState.set - before.byPasswordState.set).toBe(1)
    await save(mail)
    await service.send('POST', '/password-resets/disown', { token: mail.notMe })
    expect((await counted()).byPasswordState.blocked).toBe(before.byPasswordState.blocked + 1)
    for (const { id } of [user, mail, linked]) {
      const { status } = await service.send('DELETE', `/users/${id}`, undefined, by.cookies)
      expect(status).toBe(204)
    }
    expect(await counted()).toEqual(before)
    await addUpCounts(service.deps)
    expect(await counted()).toEqual(before)
  })

  test('lose their temporary password when its time is over', async () => {
    const before = await counted()
    await askAndRead({ kind: 'contact', password: null })
    expect((await counted()).byPasswordState.temporary).toBe(before.byPasswordState.temporary + 1)
    service.clock.advance(49 * hour)
    reader = await signInWith(service, ['users.read'])
    const after = await counted()
    expect(after.byPasswordState.temporary).toBe(0)
    expect(after.total).toBe(before.total + 2)
  })
})

describe('periods', () => {
  const inZone = (timeZone: string) =>
    service.deps.db.$transaction(async (tx) => {
      const settings = await service.deps.settings.current()
      await replaceSettings(tx, { ...settings, timeZone }, service.deps.clock.now())
    })

  test('are days of the time zone in the settings', async () => {
    // The clocks of Auckland are 13 hours ahead.
    const now = service.clock.now().getTime()
    const noon = Math.ceil(now / day) * day + 12 * hour
    service.clock.advance(noon - 2 * hour - now)
    await ask('nobody@northwind.example')
    await service.runJobs()
    service.clock.advance(2 * hour)
    await ask('nobody@northwind.example')
    await service.runJobs()
    reader = await signInWith(service, ['messages.read'])
    const requested = async () => {
      const { periods } = await look(7)
      return periods.slice(-2).map(({ resets }) => resets.requested)
    }
    expect(await requested()).toEqual([0, 2])
    await inZone('Pacific/Auckland')
    service.clock.advance(2_000)
    expect(await requested()).toEqual([1, 1])
    expect((await look(7)).timeZone).toBe('Pacific/Auckland')
    await inZone('UTC')
    service.clock.advance(2_000)
  })

  test('cover as many days as were asked for', async () => {
    for (const [days, count, step] of [
      [1, 24, 'hour'],
      [2, 48, 'hour'],
      [3, 3, 'day'],
      [90, 90, 'day'],
    ] as const) {
      const overview = await look(days)
      expect(overview.step).toBe(step)
      expect(overview.periods).toHaveLength(count)
    }
    const { body } = await reader.get('/overview')
    expect((body as unknown as Overview).periods).toHaveLength(30)
  })

  test('keep their figures when changes are added up', async () => {
    await ask('nobody@northwind.example')
    await service.runJobs()
    service.clock.advance(20 * minute)
    await ask('nobody@northwind.example')
    await service.runJobs()
    const before = await look(7)
    await addUpCounts(service.deps)
    expect(await service.deps.db.$queryRaw`SELECT * FROM activity_changes`).toEqual([])
    expect(await look(7)).toEqual(before)
  })
})

describe('permissions', () => {
  test.each([
    [['messages.read'], { mails: true, signIns: false, users: false }],
    [['users.read'], { mails: false, signIns: true, users: true }],
    [['messages.read', 'users.read'], { mails: true, signIns: true, users: true }],
  ] as [Permission[], object][])('%s shows its own parts only', async (permissions, shown) => {
    const { periods, users } = await look(1, await signInWith(service, permissions))
    const [period] = periods
    expect({
      mails: period?.mails !== undefined,
      signIns: period?.signIns !== undefined && period.failedSignIns !== undefined,
      users: users !== undefined,
    }).toEqual(shown)
    expect(period?.resets).toBeDefined()
  })

  test('nobody else is answered', async () => {
    const other = await signInWith(service, ['audit.read', 'contacts.read', 'console.access'])
    expect((await other.get('/overview')).status).toBe(403)
    expect((await service.send('GET', '/overview')).status).toBe(401)
  })

  test('an API key is answered by its scopes', async () => {
    const { call } = await createApiKey(service, ['users.read'])
    const { status, body } = await call('GET', '/overview?days=7')
    expect(status).toBe(200)
    expect(body.periods[0]).not.toHaveProperty('mails')
  })

  test.each(['0', '91', '', '1.5', '-1', '1e1', '٣', '1&days=2'])(
    'days=%s is refused, and the field named',
    async (days) => {
      const { status, body } = await reader.get(`/overview?days=${days}`)
      expect(status).toBe(400)
      expect(body.errors?.[0]?.pointer).toBe('/days')
    },
  )
})
