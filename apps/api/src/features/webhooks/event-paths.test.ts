import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { type EventType, eventTypes } from '@rekey/contracts/webhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptedMessage } from '../../../testing/accepted-message.ts'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { createSendgridWebhook } from '../../../testing/sendgrid-webhook.ts'
import { createRole, signInAs } from '../../../testing/sign-in-with.ts'
import { createUser, type NewUser } from '../../../testing/test-app.ts'
import { totpCode } from '../../../testing/totp-code.ts'
import { addPasskeyTo, ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import {
  localNetworks,
  openWithWebhooks,
  type WithWebhooks,
} from '../../../testing/with-webhooks.ts'
import { createAdmin } from '../../commands/create-admin.ts'
import { resetFactors } from '../../commands/reset-factors.ts'
import { createJobHandlers } from '../../job-handlers.ts'
import { day, minute, systemClock } from '../../lib/clock.ts'
import type { Delivery } from '../../mail/mail.ts'
import { deriveBounceTag, deriveEventToken } from '../../models/event-token.ts'
import { issueSession } from '../../models/issue-session.ts'
import { claimIdentity, linkIdentity } from '../../models/sso-identities.ts'
import { advanceCampaigns } from '../campaigns/advance-campaigns.ts'
import { importUsers } from '../import/import-users.ts'
import { readCsv } from '../import/read-csv.ts'
import { cleanUp } from '../maintenance/clean-up.ts'

const password = 'correct horse battery'
const newPassword = 'Plum-Tractor-42-Violin'
const bcryptHash = '$2b$04$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i'
const otherBcryptHash = '$2b$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO'

const sendgrid = createSendgridWebhook()
let hooks: WithWebhooks

beforeAll(async () => {
  hooks = await openWithWebhooks({
    ...localNetworks,
    SENDGRID_WEBHOOK_PUBLIC_KEY: sendgrid.publicKey,
    BOUNCE_ADDRESS: 'bounce@northwind.example',
  })
  await createUser(hooks.service.deps, { roleId: builtInRoles.administrator })
  await hooks.create({ url: 'http://127.0.0.1:1/', events: eventTypes })
})
afterAll(() => hooks.service.close())

const deps = () => hooks.service.deps
/** As the operator's commands get it. */
const withDatabase = () => ({ ...deps(), databaseUrl: hooks.service.databaseUrl })
const send = (...given: Parameters<WithWebhooks['service']['send']>) => hooks.service.send(...given)
const meet = (given: NewUser = {}) => createUser(deps(), { password: null, ...given })
const opener = async (given: NewUser = {}) => {
  const user = await meet(given)
  return { user, cookies: await signInAs(hooks.service, user.id) }
}
const asAdmin = async () => (await opener({ roleId: builtInRoles.administrator })).cookies

/** What an act sends: arranged first, and counted only while it runs. */
type Act = () => Promise<unknown>
type Path = readonly [what: string, sends: readonly EventType[], arrange: () => Promise<Act>]

async function typesOf(act: Act): Promise<string[]> {
  const { db } = deps()
  await db.webhookEvent.deleteMany()
  await act()
  const events = await db.webhookEvent.findMany({ include: { deliveries: true } })
  for (const { deliveries } of events) expect(deliveries).toHaveLength(1)
  return events.map(({ type }) => type).sort()
}

async function askAndRead(given: NewUser = {}) {
  const user = await meet({ password, ...given })
  await hooks.service.openReset(user.username)
  await hooks.service.runJobs()
  const [mail] = await hooks.service.mailsTo(user.username)
  const find = (form: RegExp) => form.exec(mail?.text ?? '')?.[1] ?? ''
  return {
    user,
    token: find(/\/reset#([\w.-]+)/),
    code: find(/^\s*(\d{6})\s*$/m),
    notMe: find(/\/not-me#([\w.-]+)/),
    temporary: find(/^\s*(\w{4}(?:-\w{4}){3})\s*$/m),
  }
}

const complete = ({ token, code }: { token: string; code: string }) =>
  send('POST', '/password-resets/complete', { token, code, newPassword })
const signIn = (username: string, typed = password, more: object = {}) =>
  send('POST', '/sessions', { username, password: typed, ...more })

const resets: Path[] = [
  [
    'a user asks for a reset',
    ['password-reset.requested'],
    async () => {
      const { username } = await meet({ password })
      return () => hooks.service.openReset(username)
    },
  ],
  [
    'a user asks for the same reset again',
    ['password-reset.requested'],
    async () => {
      const { user } = await askAndRead()
      hooks.service.clock.advance(2 * minute)
      return () => hooks.service.openReset(user.username)
    },
  ],
  [
    'a user asks again too soon',
    [],
    async () => {
      const { user } = await askAndRead()
      return () => hooks.service.openReset(user.username)
    },
  ],
  [
    'a contact asks for a temporary password',
    ['password-reset.requested'],
    async () => {
      const { username } = await meet({ password, kind: 'contact' })
      return () => hooks.service.openReset(username)
    },
  ],
  [
    'somebody asks for an unknown name',
    [],
    async () => () => hooks.service.openReset('no@b.example'),
  ],
  [
    'the last mail of a campaign has been sent',
    ['reset-campaign.completed'],
    async () => {
      const [{ id }, cookies] = [await meet(), await asAdmin()]
      const draft = { name: 'After the theft', reason: 'Theft', userIds: [id] }
      const { body } = await send('POST', '/reset-campaigns', draft, cookies)
      await send('POST', `/reset-campaigns/${body.id}/start`, undefined, cookies)
      await advanceCampaigns(deps())
      await hooks.service.runJobs()
      return () => advanceCampaigns(deps())
    },
  ],
  [
    'an administrator sends a reset',
    ['password-reset.requested'],
    async () => {
      const [{ id }, cookies] = [await meet(), await asAdmin()]
      return () => send('POST', `/users/${id}/password-resets`, {}, cookies)
    },
  ],
  [
    'an administrator sends a reset, blocks the password and ends the sessions',
    ['password-reset.requested', 'password.changed', 'session.ended'],
    async () => {
      const [{ user }, cookies] = [await opener({ password }), await asAdmin()]
      const body = { blockCurrentPassword: true, endSessions: true }
      return () => send('POST', `/users/${user.id}/password-resets`, body, cookies)
    },
  ],
  [
    'a reset is completed with link and code',
    ['password-reset.completed', 'password.changed', 'session.ended'],
    async () => {
      const reset = await askAndRead()
      await signInAs(hooks.service, reset.user.id)
      return () => complete(reset)
    },
  ],
  [
    'a first password is created with link and code',
    ['password-reset.completed', 'password.changed'],
    async () => {
      const reset = await askAndRead({ password: null })
      return () => complete(reset)
    },
  ],
  [
    'a new password is chosen after a temporary one',
    ['password-reset.completed', 'password.changed', 'session.ended', 'session.started'],
    async () => {
      const { user, temporary } = await askAndRead({ kind: 'contact' })
      const { cookies } = await signIn(user.username, temporary)
      return () => send('PUT', '/account/password', { newPassword }, cookies)
    },
  ],
  [
    'a reset is disowned',
    ['password-reset.disowned'],
    async () => {
      const { notMe } = await askAndRead()
      return () => send('POST', '/password-resets/disown', { token: notMe })
    },
  ],
  [
    'a saved password is disowned and blocked',
    ['password-reset.disowned', 'password.changed'],
    async () => {
      const reset = await askAndRead()
      await complete(reset)
      return () => send('POST', '/password-resets/disown', { token: reset.notMe })
    },
  ],
]

const passwords: Path[] = [
  [
    'a user changes their own password, and all other sessions end',
    ['password.changed', 'session.ended'],
    async () => {
      const { user, cookies } = await opener({ password })
      await signInAs(hooks.service, user.id)
      const body = { currentPassword: password, newPassword }
      return () => send('PUT', '/account/password', body, cookies)
    },
  ],
  [
    'an import brings a hash to a user who never had a password',
    ['password.changed'],
    async () => {
      const { username } = await meet()
      return () => bring(`username,passwordHash\n${username},${bcryptHash}\n`)
    },
  ],
  [
    'an import brings another hash to a user with an imported one',
    ['password.changed'],
    async () => {
      const { username, id } = await meet()
      await bring(`username,passwordHash\n${username},${bcryptHash}\n`)
      expect(await deps().db.user.findUnique({ where: { id } })).toMatchObject({ passwordId: null })
      return () => bring(`username,passwordHash\n${username},${otherBcryptHash}\n`)
    },
  ],
  [
    'an import replaces a password that was set here',
    ['password.changed', 'session.ended'],
    async () => {
      const { user } = await opener({ password })
      const csv = `username,passwordHash\n${user.username},${bcryptHash}\n`
      return () => bring(csv, { replacePasswords: true })
    },
  ],
  [
    'an import finds what is there already',
    [],
    async () => {
      const { username } = await meet({ displayName: 'Jane' })
      return () => bring(`username,displayName\n${username},Jane\n`)
    },
  ],
  [
    'a sign-in hashes an imported password anew',
    ['session.started'],
    async () => {
      const { username, id } = await meet()
      await bring(`username,passwordHash\n${username},${await foreignHashOf(password)}\n`)
      return async () => {
        expect((await signIn(username)).status).toBe(201)
        const { passwordHash } = await deps().db.user.findUniqueOrThrow({ where: { id } })
        expect(passwordHash).toContain('$argon2id$v=19$m=19456')
      }
    },
  ],
  [
    'a domain requires its provider',
    ['password.changed', 'session.ended', 'user.changed'],
    async () => {
      const domain = `${randomUUID().slice(0, 8)}.example`
      const { id } = await createConnection(deps(), { domains: [domain] })
      await opener({ password, username: `jane@${domain}` })
      const cookies = await asAdmin()
      return () => send('PATCH', `/sso-connections/${id}`, { required: true }, cookies)
    },
  ],
  [
    'an account is linked with a provider',
    ['password.changed', 'session.ended', 'user.changed'],
    async () => {
      const { id: connectionId, issuer } = await createConnection(deps())
      const { user } = await opener({ password })
      const at = hooks.service.clock.now()
      const subject = { connectionId, issuer, subject: randomUUID() }
      return () =>
        deps().db.$transaction(async (tx) => {
          const id = await claimIdentity(tx, subject, user.id, { at, linkedAt: null })
          expect(await linkIdentity(tx, { id: id ?? '', userId: user.id }, at)).toBe(true)
        })
    },
  ],
  [
    'an administrator lets a user of a provider sign in here again',
    ['password-reset.requested', 'password.changed', 'user.changed'],
    async () => {
      const user = await meet({ password, roleId: await createRole(hooks.service, []) })
      await linkUser(deps(), await createConnection(deps()), user.id)
      const cookies = await asAdmin()
      return () => send('PATCH', `/users/${user.id}`, { signInMethod: 'password' }, cookies)
    },
  ],
  [
    'a role loses the console, and its users their console passwords',
    ['password.changed'],
    async () => {
      const roleId = await createRole(hooks.service, ['console.access'])
      const user = await meet({ password, roleId })
      await linkUser(deps(), await createConnection(deps()), user.id)
      const cookies = await asAdmin()
      return () => send('PATCH', `/roles/${roleId}`, { permissions: [] }, cookies)
    },
  ],
]

const users: Path[] = [
  [
    'an administrator adds a user',
    ['password-reset.requested', 'user.created'],
    async () => {
      const cookies = await asAdmin()
      const username = `${randomUUID().slice(0, 8)}@northwind.example`
      return () => send('POST', '/users', { username, displayName: 'Sam', kind: 'staff' }, cookies)
    },
  ],
  [
    'an import adds two users, one with a password',
    ['user.created', 'user.created'],
    async () => {
      const names = [randomUUID(), randomUUID()]
      const rows = `${names[0]},staff,\n${names[1]},staff,${bcryptHash}\n`
      return () => bring(`username,kind,passwordHash\n${rows}`)
    },
  ],
  [
    'an import invites a user',
    ['password-reset.requested', 'user.created'],
    async () => {
      const csv = `username,kind\n${randomUUID().slice(0, 8)}@northwind.example,staff\n`
      return () => bring(csv, { invite: true })
    },
  ],
  [
    'an import renames, deactivates and reactivates',
    ['user.changed', 'user.deactivated', 'user.reactivated'],
    async () => {
      const [one, two] = [await meet(), await meet()]
      const three = await meet({ status: 'deactivated' })
      const rows = `${one.username},Nora,\n${two.username},,deactivated\n${three.username},,active\n`
      return () => bring(`username,displayName,status\n${rows.replaceAll(',,', ',Jane Doe,')}`)
    },
  ],
  [
    'the operator creates an administrator',
    ['password-reset.requested', 'user.created'],
    async () => () => createAdmin(withDatabase(), `${randomUUID().slice(0, 8)}@northwind.example`),
  ],
  [
    'the operator makes a user an administrator',
    ['password-reset.requested', 'user.changed'],
    async () => {
      const { username } = await meet()
      return () => createAdmin(withDatabase(), username)
    },
  ],
  [
    'an administrator changes names and extra roles',
    ['user.changed', 'user.changed'],
    async () => {
      const [{ id }, cookies] = [await meet(), await asAdmin()]
      const extraRoleIds = [await createRole(hooks.service, [])]
      return () => send('PATCH', `/users/${id}`, { displayName: 'Jan', extraRoleIds }, cookies)
    },
  ],
  [
    'an administrator saves a user without a change',
    [],
    async () => {
      const [{ id, displayName }, cookies] = [await meet(), await asAdmin()]
      return () => send('PATCH', `/users/${id}`, { displayName }, cookies)
    },
  ],
  [
    'an administrator deactivates a user',
    ['session.ended', 'user.deactivated'],
    async () => {
      const [{ user }, cookies] = [await opener(), await asAdmin()]
      return () => send('POST', `/users/${user.id}/deactivate`, undefined, cookies)
    },
  ],
  [
    'an administrator reactivates a user',
    ['user.reactivated'],
    async () => {
      const [{ id }, cookies] = [await meet({ status: 'deactivated', password }), await asAdmin()]
      return () => send('POST', `/users/${id}/reactivate`, {}, cookies)
    },
  ],
  [
    'an administrator deletes a user with extra roles',
    ['session.ended', 'user.deleted'],
    async () => {
      const [{ user }, cookies] = [await opener({ password }), await asAdmin()]
      const roleId = await createRole(hooks.service, [])
      await deps().db.userRole.create({ data: { userId: user.id, roleId } })
      return () => send('DELETE', `/users/${user.id}`, undefined, cookies)
    },
  ],
]

const factors: Path[] = [
  [
    'a user starts to add an authenticator app',
    [],
    async () => {
      const { cookies } = await opener()
      return () => send('POST', '/account/second-factors/totp', { name: 'Phone' }, cookies)
    },
  ],
  [
    'a user confirms an authenticator app',
    ['second-factor.added'],
    async () => {
      const { cookies } = await opener()
      const path = '/account/second-factors'
      const { body } = await ask(hooks.service, 'POST', `${path}/totp`, { name: 'Phone' }, cookies)
      const { id, secret } = body as { id: string; secret: string }
      const code = totpCode(secret, hooks.service.clock.now())
      return () => send('POST', `${path}/${id}/confirm`, { code }, cookies)
    },
  ],
  [
    'a user adds a passkey',
    ['second-factor.added'],
    async () => {
      const { cookies } = await opener()
      return () => addPasskeyTo(hooks.service, cookies)
    },
  ],
  [
    'a user removes a second factor',
    ['second-factor.removed'],
    async () => {
      const { cookies, id } = await createUserWithTotp(hooks.service)
      return () => send('DELETE', `/account/second-factors/${id}`, undefined, cookies)
    },
  ],
  [
    'an import brings an authenticator app',
    ['second-factor.added'],
    async () => {
      const { user } = await opener()
      const file = `username,totpSecret\n${user.username},GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n`
      return () => bring(file)
    },
  ],
  [
    'the operator removes lost second factors',
    ['second-factor.removed'],
    async () => {
      const { user } = await createUserWithTotp(hooks.service)
      return () => resetFactors(withDatabase(), user.username)
    },
  ],
  [
    'an administrator deletes a user with a second factor',
    ['session.ended', 'user.deleted'],
    async () => {
      const [{ user }, cookies] = [await createUserWithTotp(hooks.service), await asAdmin()]
      return () => send('DELETE', `/users/${user.id}`, undefined, cookies)
    },
  ],
  [
    'a user signs in with a passkey',
    ['session.started'],
    async () => {
      const { cookies } = await opener()
      const { passkey } = await addPasskeyTo(hooks.service, cookies)
      const { body } = await ask(hooks.service, 'POST', '/sessions/passkey/options')
      const response = passkey.get(body as never)
      return () => send('POST', '/sessions/passkey', { response })
    },
  ],
]

const sessions: Path[] = [
  [
    'a user signs in, over an old session of the same browser',
    ['session.ended', 'session.started'],
    async () => {
      const { user, cookies } = await opener({ password })
      const body = { username: user.username, password }
      return () => send('POST', '/sessions', body, cookies)
    },
  ],
  [
    'a user signs in with an app',
    ['session.started'],
    async () => {
      const { username } = await meet({ password })
      return () => signIn(username, password, { client: 'app' })
    },
  ],
  [
    'a user fails to sign in',
    [],
    async () => {
      const { username } = await meet({ password })
      return () => signIn(username, 'wrong')
    },
  ],
  [
    'a user signs out',
    ['session.ended'],
    async () => {
      const { cookies } = await opener()
      return () => send('DELETE', '/sessions/current', undefined, cookies)
    },
  ],
  [
    'a user ends all other sessions',
    ['session.ended', 'session.ended'],
    async () => {
      const { user, cookies } = await opener()
      await signInAs(hooks.service, user.id)
      await signInAs(hooks.service, user.id)
      return () => send('DELETE', '/sessions', undefined, cookies)
    },
  ],
  [
    'an administrator ends the sessions of a user',
    ['session.ended'],
    async () => {
      const [{ user }, cookies] = [await opener(), await asAdmin()]
      return () => send('POST', `/users/${user.id}/end-sessions`, undefined, cookies)
    },
  ],
  [
    'a refresh token is used twice',
    ['session.ended'],
    async () => {
      const { username } = await meet({ password })
      const { refreshToken } = (await signIn(username, password, { client: 'app' })).body
      await send('POST', '/sessions/refresh', { refreshToken })
      return () => send('POST', '/sessions/refresh', { refreshToken })
    },
  ],
  [
    'console passwords are switched off',
    ['session.ended'],
    async () => {
      const cookies = await asAdmin()
      const user = await meet({ password })
      await deps().db.$transaction((tx) =>
        issueSession(tx, deps(), {
          userId: user.id,
          openedBy: 'console-password',
          client: 'browser',
          mustChangePassword: false,
          device: null,
          at: hooks.service.clock.now(),
        }),
      )
      const body = { ...defaultSettings, consoleSignIn: 'sso-only' }
      return () => send('PUT', '/settings', body, cookies)
    },
  ],
  [
    'the nightly clean-up removes a session whose time is over',
    ['session.ended'],
    async () => {
      await deps().db.session.deleteMany()
      await opener()
      // The database dates events by its own clock, so this runs by the real one.
      await deps().db.session.updateMany({ data: { expiresAt: new Date(Date.now() - day) } })
      return () => cleanUp({ ...deps(), clock: systemClock })
    },
  ],
]

const mails: Path[] = [
  [
    'our mail server accepts a mail',
    ['message.accepted'],
    () => sent({ status: 'accepted', detail: 'OK' }),
  ],
  [
    'our mail server delays a mail, twice',
    ['message.delayed'],
    async () => {
      const delayed = { status: 'delayed', reason: 'mailbox-full', detail: '4.2.2' } as const
      const act = await sent(delayed)
      return async () => {
        await act()
        await act()
      }
    },
  ],
  [
    'our mail server refuses a mail',
    ['message.refused'],
    () => sent({ status: 'refused', reason: 'address-does-not-exist', detail: '5.1.1' }),
  ],
  [
    'a mail fails',
    ['message.failed'],
    () => sent({ status: 'failed', reason: 'could-not-be-written', detail: 'No' }),
  ],
  ['SendGrid delivers a mail', ['message.delivered'], () => told({ event: 'delivered' })],
  [
    'SendGrid reports a bounce',
    ['message.bounced'],
    () => told({ event: 'bounce', type: 'bounce', status: '5.1.1', reason: '550 5.1.1' }),
  ],
  [
    'SendGrid reports a delay beyond our mail server',
    ['message.delayed'],
    () => told({ event: 'deferred', response: '452 4.2.2', attempt: '5' }),
  ],
  ['an e-mail reports a bounce', ['message.bounced'], () => returned('postfix-failed')],
  ['an e-mail reports a delay', ['message.delayed'], () => returned('postfix-delayed')],
  ['an e-mail reports a delivery', ['message.delivered'], () => returned('postfix-delivered')],
]

const paths = [...resets, ...passwords, ...users, ...factors, ...sessions, ...mails]

test.each(paths)('%s: %j', async (_, sends, arrange) => {
  expect(await typesOf(await arrange())).toEqual(sends)
})

test('every type of event is sent by a path of these', () => {
  expect(new Set(paths.flatMap(([, sends]) => sends))).toEqual(new Set(eventTypes))
})

test('no event contains a name or an address', async () => {
  const { user } = await askAndRead({
    displayName: 'Rosalind',
    emailTo: 'rosalind@private.example',
  })
  await signIn(user.username)
  const events = JSON.stringify(await deps().db.webhookEvent.findMany())
  for (const word of ['Rosalind', 'rosalind@', user.username]) expect(events).not.toContain(word)
})

async function bring(text: string, given: object = {}) {
  const none = { dryRun: false, invite: false, roles: false, replacePasswords: false }
  const input = Readable.from([text], { objectMode: false })
  const source = { unit: 'line', records: readCsv(input) } as const
  const faults: string[] = []
  await importUsers(
    withDatabase(),
    source,
    { ...none, ...given },
    {
      fault: ({ fault }) => faults.push(fault),
      progress: () => {},
    },
  )
  expect(faults).toEqual([])
}

/** A bcrypt hash of the cheapest cost, as another system made it. */
async function foreignHashOf(typed: string): Promise<string> {
  const { hash } = await import('@node-rs/bcrypt')
  return hash(typed, { cost: 4 })
}

/** Sends one mail through a mail server that answers so. */
async function sent(delivery: Delivery): Promise<Act> {
  const { username, id } = await meet({ password })
  await hooks.service.openReset(username)
  const { id: messageId } = await deps().db.message.findFirstOrThrow({ where: { userId: id } })
  const mailer = { ...deps().mailer, deliver: () => Promise.resolve(delivery) }
  const handlers = createJobHandlers({ ...deps(), mailer })
  return () => handlers['send-message']({ messageId }, randomUUID())
}

/** SendGrid reports on a mail that it accepted. */
async function told(fields: object): Promise<Act> {
  const message = await acceptedMessage(deps())
  const event = {
    email: 'jane.doe@northwind.example',
    timestamp: Math.floor(hooks.service.clock.now().getTime() / 1_000),
    sg_event_id: randomUUID(),
    rekey_message: deriveEventToken(deps().keys, message),
    ...fields,
  }
  return () => sendgrid.post(hooks.service, [event])
}

/** A mail server returns a report. */
async function returned(name: string): Promise<Act> {
  const tag = String(deriveBounceTag(deps().keys, await acceptedMessage(deps())))
  const file = join(import.meta.dirname, '../mail-events/bounces', `${name}.eml`)
  const text = (await readFile(file)).toString('latin1')
  const payload = text.replaceAll('TAGGED', `bounce+${tag}`).replaceAll('TAG', tag)
  const headers = { 'content-type': 'message/rfc822' }
  return () =>
    hooks.service.app.inject({ method: 'POST', url: '/api/v1/mail-events/dsn', payload, headers })
}
