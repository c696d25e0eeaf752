import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { day, later, second } from '../../lib/clock.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const disown = async (at = service.clock.now()) => {
  const { id: userId } = await createUser(service.deps, { password: null })
  await service.deps.db.disown.create({
    data: { userId, subjectId: randomUUID(), outcome: 'stopped', at },
  })
}

const unseenBy = async ({ get }: SignedIn) => {
  const { body } = await get('/disowned-resets')
  return (body as unknown as { unseen: number }).unseen
}

const look = ({ cookies }: SignedIn) =>
  service.send('POST', '/disowned-resets/seen', undefined, cookies)

test('each reader sees how many resets were disowned since they last looked', async () => {
  const ann = await signInWith(service, ['audit.read'])
  const bob = await signInWith(service, ['audit.read'])
  expect(await unseenBy(ann)).toBe(0)
  await disown(later(service.clock.now(), -31 * day))
  await disown(later(service.clock.now(), -29 * day))
  await disown()
  expect(await unseenBy(ann)).toBe(2)
  expect((await look(ann)).status).toBe(204)
  expect([await unseenBy(ann), await unseenBy(bob)]).toEqual([0, 2])
  service.clock.advance(second)
  await disown()
  expect([await unseenBy(ann), await unseenBy(bob)]).toEqual([1, 3])
})

test('both calls need audit.read', async () => {
  const reader = await signInWith(service, ['users.read', 'messages.read'])
  for (const answer of [await reader.get('/disowned-resets'), await look(reader)]) {
    expect([answer.status, answer.body.code]).toEqual([403, 'not-permitted'])
  }
})
