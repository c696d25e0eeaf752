import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countWaiting } from '../../../testing/count-waiting.ts'
import { signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { addTotpTo, ask } from '../../../testing/with-factor.ts'
import {
  addRecoveryAddressTo,
  codeIn,
  keepRecoveryAddressOf,
  newAddress,
} from '../../../testing/with-recovery-address.ts'
import { hour, minute } from '../../lib/clock.ts'
import { holdUser } from '../../models/hold-user.ts'
import { removeRecoveryAddress } from '../../models/recovery-addresses.ts'

/** Which mails go to recovery addresses: those that open the account, and notices. */
let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const mailsTo = async (address: string) => {
  await service.runJobs()
  return service.mailsTo(address)
}
const subjectsTo = async (address: string) => (await mailsTo(address)).map(({ subject }) => subject)
const tokenIn = (text = '') => /\/reset#([\w.-]+)/.exec(text)?.[1] ?? ''
const askFor = (username: string) => service.send('POST', '/password-resets', { username })

async function userWithTwo() {
  const user = await createUser(service.deps)
  return { user, second: await keepRecoveryAddressOf(service, user.id) }
}

describe('a self-service reset', () => {
  test('goes to both addresses with the same link and code, and either one works once', async () => {
    const { user, second } = await userWithTwo()
    await askFor(user.username)
    const [one, other] = [await mailsTo(user.username), await mailsTo(second.email)]
    expect([one.length, other.length]).toEqual([1, 1])
    const [token, code] = [tokenIn(other[0]?.text), codeIn(other[0]?.text)]
    expect([tokenIn(one[0]?.text), codeIn(one[0]?.text)]).toEqual([token, code])
    const body = { token, code, newPassword: 'Kettle-Harbour-41-Violin' }
    const saves = await Promise.all(
      Array.from({ length: 4 }, () => service.send('POST', '/password-resets/complete', body)),
    )
    expect(saves.filter(({ status }) => status === 200)).toHaveLength(1)
    const changed = 'Your Rekey password was changed'
    expect(await subjectsTo(user.username)).toContain(changed)
    expect(await subjectsTo(second.email)).toContain(changed)
  })

  test('goes only to the main address while a new one waits', async () => {
    const user = await createUser(service.deps)
    const { email, confirm } = await addRecoveryAddressTo(service, await signInAs(service, user.id))
    await askFor(user.username)
    expect(await mailsTo(email)).toHaveLength(1)
    await confirm()
    service.clock.advance(72 * hour - minute)
    await askFor(user.username)
    expect(await mailsTo(email)).toHaveLength(1)
    service.clock.advance(minute)
    await askFor(user.username)
    expect(await mailsTo(email)).toHaveLength(2)
  })

  test('counts once against the limits, however many addresses get it', async () => {
    const { user, second } = await userWithTwo()
    await keepRecoveryAddressOf(service, user.id)
    for (let n = 0; n < 7; n += 1) {
      await askFor(user.username)
      await service.runJobs()
      service.clock.advance(minute)
    }
    expect(await mailsTo(user.username)).toHaveLength(6)
    expect(await mailsTo(second.email)).toHaveLength(6)
  })

  test('doesn’t go to an address that is removed while the request waits for the user', async () => {
    const { user, second } = await userWithTwo()
    const { deps } = service
    let opened: Promise<unknown> = Promise.resolve()
    await deps.db.$transaction(async (tx) => {
      await holdUser(tx, user.id)
      opened = service.openReset(user.username)
      await expect.poll(() => countWaiting(deps), { timeout: 4_000 }).toBeGreaterThan(0)
      await removeRecoveryAddress(tx, { id: second.id, userId: user.id }, service.clock.now())
    })
    await opened
    expect(await mailsTo(user.username)).toHaveLength(1)
    expect(await mailsTo(second.email)).toEqual([])
  })

  test('is cancelled by “This wasn’t me” in either mail', async () => {
    const { user, second } = await userWithTwo()
    await askFor(user.username)
    const [mail] = await mailsTo(second.email)
    const token = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1]
    const answer = await ask(service, 'POST', '/password-resets/disown', { token })
    expect(answer.body.outcome).toBe('stopped')
    const inspected = await service.send('POST', '/password-resets/inspect', {
      token: tokenIn(mail?.text),
    })
    expect(inspected.status).toBe(400)
  })
})

test('a reset that an administrator starts goes to both, and one mail is answered', async () => {
  const { user, second } = await userWithTwo()
  const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
  const path = `/users/${user.id}/password-resets`
  const answer = await ask(service, 'POST', path, {}, admin.cookies)
  expect(answer.body.message).toMatchObject({ to: user.username })
  expect(codeIn((await mailsTo(second.email))[0]?.text)).toMatch(/^\d{6}$/)
})

test('of a mail to several addresses, the one to the main address is shown of the user', async () => {
  const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
  for (let n = 0; n < 4; n += 1) {
    const user = await createUser(service.deps, { password: null })
    await keepRecoveryAddressOf(service, user.id)
    await keepRecoveryAddressOf(service, user.id)
    const path = `/users/${user.id}`
    await ask(service, 'POST', `${path}/password-resets`, {}, admin.cookies)
    const { db } = service.deps
    await db.message.updateMany({ where: { to: user.username }, data: { status: 'bounced' } })
    const main = await db.message.findFirstOrThrow({ where: { to: user.username } })
    const shown = (await service.send('GET', path, undefined, admin.cookies)).body
    expect(shown.lastMessage).toMatchObject({ status: 'bounced' })
    expect(shown.invitation).toMatchObject({ messageId: main.id })
    const search = `/users?lastMail=failed&search=${user.username}`
    expect((await service.send('GET', search, undefined, admin.cookies)).body.items).toHaveLength(1)
  }
})

test('a code for the help desk goes to both', async () => {
  const { user, second } = await userWithTwo()
  const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
  const path = `/users/${user.id}/caller-checks`
  const { sentTo } = (await ask(service, 'POST', path, undefined, admin.cookies)).body
  expect(sentTo).toEqual([user.username, second.email])
  const codes = [await mailsTo(user.username), await mailsTo(second.email)].map(([mail]) =>
    codeIn(mail?.text),
  )
  expect(codes[0]).toMatch(/^\d{6}$/)
  expect(codes[0]).toBe(codes[1])
})

test('a notice of a new address goes to all old addresses, and to the new one', async () => {
  const username = `${randomUUID()}@northwind.example`
  const emailTo = `old-${username}`
  const user = await createUser(service.deps, { kind: 'member', username, emailTo })
  const second = await keepRecoveryAddressOf(service, user.id)
  const admin = await signInWith(service, [], { roleId: builtInRoles.administrator })
  const body = { emailTo: `new-${username}` }
  await service.send('PATCH', `/users/${user.id}`, body, admin.cookies)
  for (const address of [username, emailTo, second.email, body.emailTo]) {
    expect(await subjectsTo(address)).toEqual(['Your Rekey e-mail address was changed'])
  }
})

test('notices of changed passwords and second factors go to all, also to addresses that get no reset', async () => {
  const emailTo = newAddress()
  const user = await createUser(service.deps, { password: 'Kettle-Harbour-41-Violin', emailTo })
  const second = await keepRecoveryAddressOf(service, user.id)
  const cookies = await signInAs(service, user.id)
  const passwords = {
    currentPassword: 'Kettle-Harbour-41-Violin',
    newPassword: 'Meadow-Lantern-73-Copper',
  }
  expect((await service.send('PUT', '/account/password', passwords, cookies)).status).toBe(200)
  await addTotpTo(service, cookies)
  for (const address of [user.username, second.email, emailTo]) {
    expect((await subjectsTo(address)).sort()).toEqual([
      'A second factor was added: Rekey',
      'Your Rekey password was changed',
    ])
  }
})
