import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { findForeignWork, recordHashScheme } from './foreign-hashes.ts'
import { searchText } from './search-text.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

const addUser = (username: string, foreignScheme: string) =>
  deps.db.user.create({
    data: {
      username,
      usernameKey: username,
      displayName: username,
      searchText: searchText({
        username,
        displayName: username,
        emailTo: null,
        organization: null,
      }),
      kind: 'staff',
      roleId: builtInRoles.registered,
      foreignScheme,
    },
  })

const work = async () => (await findForeignWork(deps.db)).map(({ label }) => label)

describe('the work of foreign hashes', () => {
  it('is of those that are still stored, not of one that everybody left', async () => {
    expect(await work()).toEqual([])
    await addUser('slow', 'bcrypt-12')
    await addUser('slow too', 'bcrypt-12')
    await addUser('faster', 'bcrypt-10')
    await addUser('other', 'scrypt-n16384-r8-p1')
    expect(await work()).toEqual(['bcrypt-12', 'scrypt-n16384-r8-p1'])
    await deps.db.user.updateMany({
      where: { foreignScheme: 'bcrypt-12' },
      data: { foreignScheme: null },
    })
    expect(await work()).toEqual(['bcrypt-10', 'scrypt-n16384-r8-p1'])
  })
})

describe('the cost of a scheme', () => {
  it('is the one that was measured last', async () => {
    const at = deps.clock.now()
    await recordHashScheme(deps.db, { label: 'bcrypt-10', milliseconds: 60, at })
    await recordHashScheme(deps.db, { label: 'bcrypt-10', milliseconds: 50, at })
    expect(await deps.db.hashScheme.findMany()).toMatchObject([{ milliseconds: 50 }])
  })
})
