import type { Overview } from '@rekey/contracts/overview'
import type { Permission } from '@rekey/contracts/permissions'
import type { Settings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { createUserWithTotp } from '../../../testing/with-factor.ts'
import { second } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

/** Whether staff must have a second factor. */
async function change(staff: Settings['secondFactor']['staff']) {
  const { deps, clock } = service
  const settings = await deps.settings.current()
  const changed = { ...settings, secondFactor: { ...settings.secondFactor, staff } }
  await deps.db.$transaction((tx) => replaceSettings(tx, changed, clock.now()))
  clock.advance(2 * second)
}

async function attentionFor(permission: Permission) {
  const { get } = await signInWith(service, [permission], { kind: 'member' })
  const { attention } = (await get('/overview')).body as unknown as Overview
  return attention.filter(({ kind }) => kind === 'second-factors-due')
}

test('users who must have a second factor and have none are counted as their list has them', async () => {
  await createUserWithTotp(service)
  for (const kind of ['staff', 'staff', 'member'] as const) {
    await createUser(service.deps, { kind, password: null })
  }
  await change('offered')
  expect(await attentionFor('users.read')).toEqual([])
  await change('required')
  expect(await attentionFor('users.read')).toMatchObject([
    { severity: 'warning', count: 2, since: null, at: null, until: null, subject: null },
  ])
  const { get } = await signInWith(service, ['users.read'], { kind: 'member' })
  expect((await get('/users?secondFactor=due')).body).toMatchObject({ total: 2 })
  expect(await attentionFor('messages.read')).toEqual([])
})
