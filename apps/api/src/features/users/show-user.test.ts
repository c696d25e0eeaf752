import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { later, minute, second } from '../../lib/clock.ts'
import { queueMessage } from '../../models/messages.ts'
import { replaceSettings } from '../../models/settings.ts'
import { countTry, nameTag } from '../../models/sign-in-wait.ts'

let service: TestApp
let reader: Cookies

beforeAll(async () => {
  service = await createTestApp()
  reader = (await signInWith(service, ['users.read'])).cookies
})
afterAll(() => service.close())

const show = (id: string) => service.send('GET', `/users/${id}`, undefined, reader)

it('a user is shown whole, and nothing more', async () => {
  const { db } = service.deps
  const user = await createUser(service.deps, {
    username: 'rosa@baltic.example',
    displayName: 'Rosa',
    kind: 'contact',
    organization: 'Baltic Grocers',
    emailTo: 'orders@baltic.example',
    passwordHash: 'secret-hash',
  })
  await db.userRole.createMany({
    data: [builtInRoles.moderator, builtInRoles.communityManager].map((roleId) => ({
      userId: user.id,
      roleId,
    })),
  })
  const { organizationId } = await db.user.findUniqueOrThrow({ where: { id: user.id } })
  const { status, body } = await show(user.id)
  expect(status).toBe(200)
  expect(body).toEqual({
    id: user.id,
    username: 'rosa@baltic.example',
    displayName: 'Rosa',
    kind: 'contact',
    status: 'active',
    emailTo: 'orders@baltic.example',
    resetAddress: 'orders@baltic.example',
    organization: { id: organizationId, name: 'Baltic Grocers' },
    role: { id: builtInRoles.registered, name: 'Registered' },
    extraRoles: [
      { id: builtInRoles.communityManager, name: 'Community manager' },
      { id: builtInRoles.moderator, name: 'Moderator' },
    ],
    secondFactors: { totp: 0, passkeys: 0, disowned: 0, recoveryCodesLeft: 0 },
    factorRecovery: null,
    callerVerifiedAt: null,
    recoveryAddresses: [],
    signInMethod: 'password',
    signsInWith: null,
    opensConsole: true,
    recovery: {
      purpose: 'reset',
      refusal: null,
      method: 'temporary-password',
      codeHours: 24,
      temporaryPasswordHours: 48,
    },
    passwordState: 'set',
    temporaryPasswordUntil: null,
    passwordChangedAt: null,
    lastSignInAt: null,
    signInWaitUntil: null,
    addressConfirmedAt: null,
    invitation: null,
    lastMessage: null,
    createdAt: user.createdAt.toISOString(),
  })
})

it('a user is shown with the newest mail, and when it came to stand where it stands', async () => {
  const { deps, clock } = service
  const user = await createUser(deps, { password: null })
  const message = {
    userId: user.id,
    template: 'reset',
    to: user.username,
    origin: 'started',
    lane: 2,
  } as const
  const older = { ...message, askedAt: later(clock.now(), -minute) }
  await deps.db.$transaction((tx) => queueMessage(tx, deps, older))
  const id = await deps.db.$transaction((tx) =>
    queueMessage(tx, deps, { ...message, askedAt: clock.now() }),
  )
  const at = later(clock.now(), minute)
  await deps.db.message.update({
    where: { id },
    data: { status: 'bounced', reason: 'mailbox-full' },
  })
  await deps.db.messageEvent.create({ data: { messageId: id, status: 'bounced', at } })
  expect((await show(user.id)).body).toMatchObject({
    lastMessage: { status: 'bounced', reason: 'mailbox-full', at: at.toISOString() },
  })
})

it('a user is shown with the wait of their name, while it lasts', async () => {
  const { deps, clock } = service
  const user = await createUser(deps, { password: null })
  const tag = nameTag(deps.keys, user.username)
  for (let failure = 0; failure < 6; failure += 1) await countTry(deps.db, tag, clock.now())
  const until = later(clock.now(), minute / 2).toISOString()
  expect((await show(user.id)).body).toMatchObject({ signInWaitUntil: until })
  clock.advance(minute)
  expect((await show(user.id)).body).toMatchObject({ signInWaitUntil: null })
})

it('a user is shown with what a started reset would mail, by the settings of now', async () => {
  const { db, settings } = service.deps
  const { clock } = service
  const [newcomer, staff] = [
    await createUser(service.deps, { password: null }),
    await createUser(service.deps, { passwordHash: 'secret-hash' }),
  ]
  expect((await show(newcomer.id)).body.recovery).toMatchObject({ method: 'code', codeHours: 168 })
  const now = await settings.current()
  await replaceSettings(
    db,
    {
      ...now,
      recoveryMethods: { ...now.recoveryMethods, staff: 'temporary-password' },
      startedResetLifetimeHours: 3,
      temporaryPasswordHours: 5,
    },
    clock.now(),
  )
  clock.advance(second)
  const hours = { codeHours: 3, temporaryPasswordHours: 5 }
  const recovery = { purpose: 'reset', refusal: null, method: 'temporary-password', ...hours }
  expect((await show(staff.id)).body.recovery).toEqual(recovery)
})

it('nobody is shown by an id that is none', async () => {
  expect((await show(randomUUID())).status).toBe(404)
  expect((await show('x')).status).toBe(400)
})
