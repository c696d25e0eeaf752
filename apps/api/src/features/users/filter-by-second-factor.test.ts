import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Settings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { createUserWithTotp } from '../../../testing/with-factor.ts'
import { replaceSettings } from '../../models/settings.ts'

let service: TestApp
const run = randomUUID().slice(0, 8)

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

async function change(changed: Partial<Settings>) {
  const { deps, clock } = service
  const settings = { ...(await deps.settings.current()), ...changed }
  await deps.db.$transaction((tx) => replaceSettings(tx, settings, clock.now()))
  clock.advance(2_000)
}

test('users are listed by whether they have a second factor, and who must have one', async () => {
  const named = (name: string, given: NewUser = {}): NewUser => ({
    username: `${name}-${run}@northwind.example`,
    password: null,
    ...given,
  })
  await createUserWithTotp(service, named('has'))
  await createUser(service.deps, named('staff'))
  await createUser(service.deps, named('member', { kind: 'member' }))
  const opens = { kind: 'member', roleId: builtInRoles.moderator } as const
  await createUser(service.deps, named('opens', opens))
  await createUser(service.deps, named('off', { status: 'deactivated' }))
  await createUser(service.deps, named('sso', { signInMethod: 'sso' }))
  const { get } = await signInWith(service, ['users.read'])
  const list = async (secondFactor: string) => {
    const { body } = await get(`/users?search=${run}&secondFactor=${secondFactor}`)
    const { items, total } = body as unknown as { items: { username: string }[]; total: number }
    expect(total).toBe(items.length)
    return items.map(({ username }) => String(username.split('-')[0])).sort()
  }
  expect(await list('some')).toEqual(['has'])
  expect(await list('none')).toEqual(['member', 'off', 'opens', 'sso', 'staff'])
  expect(await list('due')).toEqual([])
  const { secondFactor } = await service.deps.settings.current()
  await change({ secondFactor: { ...secondFactor, staff: 'required' } })
  expect(await list('due')).toEqual(['staff'])
  await change({ secondFactorForConsole: 'required' })
  expect(await list('due')).toEqual(['opens', 'staff'])
  expect((await get('/users?secondFactor=all')).status).toBe(400)
})
