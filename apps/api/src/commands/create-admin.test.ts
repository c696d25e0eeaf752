import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import type { User } from '../generated/prisma/client.ts'
import { day } from '../lib/clock.ts'
import { isResetToken, parseToken } from '../models/reset-secrets.ts'
import { usernameKey } from '../models/username-key.ts'
import { createAdmin } from './create-admin.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(() => deps.db.$executeRaw`TRUNCATE users CASCADE`)

const addUser = (given: {
  kind?: User['kind']
  status?: User['status']
  passwordHash?: string
  signInMethod?: User['signInMethod']
}) =>
  deps.db.user.create({
    data: {
      username: 'jane@northwind.example',
      usernameKey: usernameKey('jane@northwind.example'),
      displayName: 'Jane Doe',
      searchText: 'jane@northwind.example\njane doe\n',
      kind: 'staff',
      roleId: builtInRoles.registered,
      ...given,
    },
  })

describe('admin create', () => {
  it('refuses a username that the terminal did not send as UTF-8', async () => {
    const latin1 = Buffer.from('m\u00fcller@northwind.example', 'latin1').toString('utf8')
    await expect(createAdmin(deps, latin1)).rejects.toThrow('is not in UTF-8')
    expect(await deps.db.user.count()).toBe(0)
  })

  it('makes a staff user with the role and no password, with a link for seven days', async () => {
    const admin = await createAdmin(deps, 'Boss@northwind.example')
    expect(admin).toMatchObject({ wasThere: false, mailedTo: 'Boss@northwind.example' })
    expect(admin.code).toMatch(/^\d{6}$/)
    expect(admin.expiresAt).toEqual(new Date(deps.clock.now().getTime() + 7 * day))
    const user = await deps.db.user.findUniqueOrThrow({
      where: { usernameKey: 'boss@northwind.example' },
      include: { resets: true, messages: true },
    })
    expect(user).toMatchObject({
      kind: 'staff',
      roleId: builtInRoles.administrator,
      passwordHash: null,
      resets: [{ purpose: 'create', origin: 'started', endedAt: null }],
      messages: [{ template: 'create-password', status: 'queued' }],
    })
    const token = parseToken(admin.link.split('#')[1] ?? '')
    const [reset] = user.resets
    expect(token && reset && isResetToken(deps.keys, reset, token)).toBe(true)
  })

  it('is the way back in for who signs in at a provider: what was linked goes', async () => {
    const user = await addUser({ passwordHash: 'console password', signInMethod: 'sso' })
    const connection = await deps.db.ssoConnection.create({
      data: { name: 'Okta', protocol: 'oidc', issuer: 'https://okta.example', clientId: 'rekey' },
    })
    const identity = { connectionId: connection.id, issuer: connection.issuer, subject: 'jane' }
    await deps.db.ssoIdentity.create({
      data: { ...identity, userId: user.id, linkedAt: deps.clock.now() },
    })
    await createAdmin(deps, user.username)
    const after = await deps.db.user.findUniqueOrThrow({
      where: { id: user.id },
      include: { resets: true, identities: true },
    })
    expect(after).toMatchObject({
      roleId: builtInRoles.administrator,
      signInMethod: 'password',
      passwordHash: null,
      identities: [],
      resets: [{ purpose: 'create', endedAt: null }],
    })
  })

  it('works for a name that is no address, and mails nothing', async () => {
    expect(await createAdmin(deps, 'root')).toMatchObject({ mailedTo: null })
    expect(await deps.db.message.count()).toBe(0)
  })

  it('gives an active user the role and a reset; the password stays until then', async () => {
    await addUser({ passwordHash: 'set here' })
    expect(await createAdmin(deps, 'jane@northwind.example')).toMatchObject({ wasThere: true })
    const user = await deps.db.user.findFirstOrThrow({ include: { resets: true } })
    expect(user).toMatchObject({
      roleId: builtInRoles.administrator,
      passwordHash: 'set here',
      resets: [{ purpose: 'reset' }],
    })
  })

  it('leaves one living link when it is asked again', async () => {
    await createAdmin(deps, 'root')
    await createAdmin(deps, 'root')
    expect(await deps.db.reset.count({ where: { endedAt: null } })).toBe(1)
  })

  it.each([
    ['a deactivated user', { status: 'deactivated' as const }, 'is deactivated'],
    ['a device user', { kind: 'device' as const }, "can't sign in here"],
  ])('refuses %s and changes nothing', async (_, given, reason) => {
    await addUser(given)
    await expect(createAdmin(deps, 'jane@northwind.example')).rejects.toThrow(reason)
    expect(await deps.db.user.findFirstOrThrow()).toMatchObject({ roleId: builtInRoles.registered })
    expect(await deps.db.reset.count()).toBe(0)
  })

  it('refuses a name that nobody could type', async () => {
    await expect(createAdmin(deps, ' ')).rejects.toThrow('1 to 254 characters')
  })
})
