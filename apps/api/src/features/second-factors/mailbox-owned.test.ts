import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { createSigningKeys } from '../../../testing/saml-answer.ts'
import { type SignedIn, signInAs } from '../../../testing/sign-in-with.ts'
import { createSoftwarePasskey } from '../../../testing/software-passkey.ts'
import { answerRequest, ssoBrowser } from '../../../testing/sso-browser.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { createAdmin } from '../../commands/create-admin.ts'
import { day } from '../../lib/clock.ts'
import { advanceCampaigns } from '../campaigns/advance-campaigns.ts'

/**
 * A thief reads every mail that the user gets, and nothing else. On every path that can set a
 * password, open a session or link an account, they must fail for a user with a second factor.
 */
const stolen = 'Plum-Tractor-42-Violin'
const issuer = 'https://idp.northwind.example'
const keys = createSigningKeys()

let service: TestApp
let connectionId: string
let administrator: SignedIn['cookies']

beforeAll(async () => {
  service = await createTestApp()
  const connection = await createConnection(service.deps, {
    name: 'Okta',
    protocol: 'saml',
    issuer,
    certificates: [keys.certificate],
    domains: ['northwind.example'],
  })
  connectionId = connection.id
})
afterAll(async () => service.close())
beforeEach(async () => {
  service.clock.advance(2 * day)
  const { id } = await createUser(service.deps, {
    roleId: builtInRoles.administrator,
    password: null,
  })
  administrator = await signInAs(service, id)
})

type Victim = { readonly id: string; readonly username: string }

/** Everything that the thief finds in the user's mailboxes. */
async function readMailbox(addresses: readonly string[]) {
  await service.runJobs()
  const mails = (await Promise.all(addresses.map((to) => service.mailsTo(to)))).flat()
  const all = (form: RegExp) =>
    mails.flatMap(({ text }) => [...text.matchAll(form)].map((found) => found[1] ?? ''))
  return {
    resets: mails.flatMap(({ text }) => {
      const token = /\/reset#([\w.-]+)/.exec(text)?.[1]
      const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1]
      return token && code ? [{ token, code }] : []
    }),
    links: mails.flatMap(({ text }) => {
      const token = /\/sso\/link\S*#(\S+)/.exec(text)?.[1]
      const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1]
      return token && code ? [{ token, code }] : []
    }),
    temporaries: all(/^\s*(\w{4}(?:-\w{4}){3})\s*$/gm),
    notMe: all(/\/not-me#([\w.-]+)/g),
    confirms: all(/\/confirm-address#([\w.-]+)/g),
  }
}

/** Without a second factor, and with guesses at one. */
const proofs = [
  undefined,
  { method: 'totp', code: '000000' },
  { method: 'recovery-code', code: '0000-0000-0000-0000' },
]

/** Uses everything in the mailbox in every way that the API has. @returns what was taken */
async function plunder(victim: Victim, addresses: readonly string[]): Promise<string[]> {
  const taken: string[] = []
  const note = (what: string, { status }: { status: number }) => {
    if (status < 300) taken.push(what)
  }
  const { resets, links, temporaries, confirms } = await readMailbox(addresses)
  for (const token of confirms) await ask(service, 'POST', '/address-checks/confirm', { token })
  for (const { token, code } of resets) {
    for (const secondFactor of proofs) {
      const body = { token, code, newPassword: stolen, ...(secondFactor && { secondFactor }) }
      note('reset', await ask(service, 'POST', '/password-resets/complete', body))
    }
    note('passkey', await plantPasskey({ token, code }))
  }
  for (const link of links) {
    for (const secondFactor of proofs) {
      const body = { ...link, ...(secondFactor && { secondFactor }) }
      note('link', await ask(service, 'POST', '/sso-links/complete', body))
    }
  }
  for (const password of [...temporaries, stolen]) {
    for (const client of ['browser', 'app']) {
      const credentials = { username: victim.username, password, client }
      note('sign-in', await ask(service, 'POST', '/sessions', credentials))
    }
  }
  return taken
}

/** Ends the reset with the thief's own passkey, without a second factor and with a guess. */
async function plantPasskey(mail: { token: string; code: string }) {
  const { body } = await ask(service, 'POST', '/password-resets/verify-code', mail)
  const passkey = createSoftwarePasskey().create((body.newPasskey ?? unasked) as typeof unasked)
  const planted = { ...mail, passkey, removeOtherPasskeys: true }
  await ask(service, 'POST', '/password-resets/complete', planted)
  const secondFactor = { method: 'totp', code: '000000' }
  return ask(service, 'POST', '/password-resets/complete', { ...planted, secondFactor })
}

/** Where none is offered, the thief makes one anyway. */
const unasked = { challenge: 'AAAA', user: { id: 'AAAA' } }

const asAdmin = (method: 'POST' | 'PATCH' | 'PUT', path: string, body: object) =>
  ask(service, method, path, body, administrator)

type Path = {
  readonly given?: NewUser
  /** Makes mails go out. @returns where they went, if that isn't the username */
  arrange(victim: Victim): Promise<readonly string[] | undefined>
}

const disownAll = async (addresses: readonly string[]) => {
  const { notMe } = await readMailbox(addresses)
  for (const token of notMe) await ask(service, 'POST', '/password-resets/disown', { token })
}

const paths: Readonly<Record<string, Path>> = {
  'a reset that the thief requests': {
    async arrange({ username }) {
      await service.openReset(username)
      return undefined
    },
  },
  'a temporary password that the thief requests': {
    given: { kind: 'contact' },
    async arrange({ username }) {
      await ask(service, 'POST', '/temporary-passwords', { username })
      return undefined
    },
  },
  'a reset that an administrator sends': {
    async arrange({ id }) {
      const sent = await asAdmin('POST', `/users/${id}/password-resets`, {
        endSessions: true,
        blockCurrentPassword: true,
      })
      expect(sent.status).toBe(202)
      return undefined
    },
  },
  'a reset campaign': {
    async arrange({ id }) {
      const campaign = { name: 'After the theft', reason: 'A laptop was stolen.', userIds: [id] }
      const draft = await asAdmin('POST', '/reset-campaigns', campaign)
      const path = `/reset-campaigns/${String(draft.body.id)}/start`
      expect((await ask(service, 'POST', path, undefined, administrator)).status).toBe(200)
      await advanceCampaigns(service.deps)
      return undefined
    },
  },
  'a temporary password that an administrator sends': {
    async arrange({ id }) {
      const method = 'temporary-password'
      expect((await asAdmin('POST', `/users/${id}/password-resets`, { method })).status).toBe(202)
      return undefined
    },
  },
  'an invitation of a user who exists': {
    given: { password: null },
    async arrange({ username }) {
      await service.openReset(username)
      return undefined
    },
  },
  'an invitation by the operator, as administrator': {
    async arrange({ username }) {
      await createAdmin({ ...service.deps, databaseUrl: service.databaseUrl }, username)
      return undefined
    },
  },
  'a mail that an administrator sends again': {
    async arrange({ id, username }) {
      await service.openReset(username)
      await service.runJobs()
      service.clock.advance(2 * 60_000)
      const message = await service.deps.db.message.findFirstOrThrow({
        where: { userId: id, template: 'reset' },
      })
      expect((await asAdmin('POST', `/messages/${message.id}/resend`, {})).status).toBe(202)
      return undefined
    },
  },
  'a new address, and then a reset to it': {
    given: { kind: 'member' },
    async arrange({ id, username }) {
      const emailTo = `${randomUUID()}@thief.example`
      expect((await asAdmin('PATCH', `/users/${id}`, { emailTo })).status).toBe(200)
      await service.openReset(username)
      return [username, emailTo]
    },
  },
  'a check of the address, and then a reset': {
    async arrange({ id, username }) {
      expect((await asAdmin('POST', `/users/${id}/address-checks`, {})).status).toBe(202)
      await service.openReset(username)
      return undefined
    },
  },
  'a user who was deactivated and is back': {
    async arrange({ id, username }) {
      await asAdmin('POST', `/users/${id}/deactivate`, {})
      expect((await asAdmin('POST', `/users/${id}/reactivate`, {})).status).toBe(200)
      await service.openReset(username)
      return undefined
    },
  },
  'a link with a provider by mailed code': {
    async arrange({ username }) {
      const browser = ssoBrowser(service)
      const { location, cookies } = await browser.start(connectionId)
      const now = service.clock.now()
      const given = { issuer, nameId: randomUUID(), attributes: { email: username }, now }
      const back = await browser.post(
        connectionId,
        await answerRequest(location, given, keys),
        cookies,
      )
      expect((await ask(service, 'POST', '/sso-links/current/mail', {}, back.cookies)).status).toBe(
        202,
      )
      return undefined
    },
  },
  'back to a password from a provider': {
    async arrange({ id }) {
      await linkUser(service.deps, { id: connectionId, issuer }, id)
      const back = await asAdmin('PATCH', `/users/${id}`, { signInMethod: 'password' })
      expect(back.status).toBe(200)
      return undefined
    },
  },
  'a reset of a console password': {
    given: { roleId: builtInRoles.moderator },
    async arrange({ id }) {
      await linkUser(service.deps, { id: connectionId, issuer }, id)
      expect((await asAdmin('POST', `/users/${id}/password-resets`, {})).status).toBe(202)
      return undefined
    },
  },
  '“This wasn’t me” in every mail, and then a reset': {
    async arrange({ username }) {
      await service.openReset(username)
      await disownAll([username])
      service.clock.advance(2 * 60_000)
      await service.openReset(username)
      await disownAll([username])
      service.clock.advance(10 * 60_000)
      await service.openReset(username)
      return undefined
    },
  },
}

test.each(Object.entries(paths))(
  'who owns only the mailbox takes no account by %s',
  async (_, { given, arrange }) => {
    const { user } = await createUserWithTotp(service, given)
    const before = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
    const addresses = (await arrange(user)) ?? [user.username]
    const { resets, links, temporaries } = await readMailbox(addresses)
    expect(resets.length + links.length + temporaries.length).toBeGreaterThan(0)
    expect(await plunder(user, addresses)).toEqual([])
    const after = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
    expect([null, before.passwordHash]).toContain(after.passwordHash)
    expect(
      await service.deps.db.session.count({
        where: { userId: user.id, openedBy: { not: 'password' } },
      }),
    ).toBe(0)
  },
)

test('the same mails are enough to take the account of a user without a second factor', async () => {
  const user = await createUser(service.deps)
  await service.openReset(user.username)
  expect(await plunder(user, [user.username])).toEqual(['reset', 'sign-in', 'sign-in'])
  const contact = await createUser(service.deps, { kind: 'contact' })
  await ask(service, 'POST', '/temporary-passwords', { username: contact.username })
  expect(await plunder(contact, [contact.username])).toContain('sign-in')
})
