import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, minute } from '../../lib/clock.ts'

const administrator = 'mika.ito@northwind.example'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
  await createUser(service.deps, { username: administrator, roleId: builtInRoles.administrator })
})
afterAll(async () => service.close())

/** A user's reset that they didn't request. */
async function disownOne() {
  const { username } = await createUser(service.deps)
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  const [mail] = await service.mailsTo(username)
  const token = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1]
  await service.send('POST', '/password-resets/disown', { token })
  await service.runJobs()
  return username
}

const digests = () => service.mailsTo(administrator)

test('administrators are told of the first disowned reset at once, then at most hourly, in one mail', async () => {
  const first = await disownOne()
  expect((await digests()).map(({ text }) => text.includes(first))).toEqual([true])

  service.clock.advance(10 * minute)
  const others = [await disownOne(), await disownOne()]
  expect(await digests()).toHaveLength(1)

  service.clock.advance(hour)
  await service.runJobs({ later: true })
  const [newest, ...older] = await digests()
  expect(older).toHaveLength(1)
  for (const username of others) expect(newest?.text).toContain(username)
  expect(newest?.text).not.toContain(first)
})

test('the support address is told instead, if it accepts mail', async () => {
  service.clock.advance(2 * hour)
  await service.deps.db.settingsRow.update({
    where: { id: 1 },
    data: { document: { supportAddress: 'it-support@northwind.example' } },
  })
  const before = (await digests()).length
  const username = await disownOne()
  expect((await service.mailsTo('it-support@northwind.example'))[0]?.text).toContain(username)
  expect(await digests()).toHaveLength(before)
})
