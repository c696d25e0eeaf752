import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { findSlowestForeignMs, recordHashScheme } from './foreign-hashes.ts'
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
      searchText: searchText({ username, displayName: username, organization: null }),
      kind: 'staff',
      roleId: builtInRoles.registered,
      foreignScheme,
    },
  })

describe('the slowest foreign scheme', () => {
  it('is the slowest of which a hash is still stored, not one that everybody left', async () => {
    const at = deps.clock.now()
    expect(await findSlowestForeignMs(deps.db)).toBeNull()
    await recordHashScheme(deps.db, { label: 'bcrypt-12', milliseconds: 250, at })
    await recordHashScheme(deps.db, { label: 'scrypt-n16384-r8-p1', milliseconds: 40, at })
    expect(await findSlowestForeignMs(deps.db)).toBeNull()
    await addUser('slow', 'bcrypt-12')
    await addUser('fast', 'scrypt-n16384-r8-p1')
    expect(await findSlowestForeignMs(deps.db)).toBe(250)
    await deps.db.user.update({ where: { usernameKey: 'slow' }, data: { foreignScheme: null } })
    expect(await findSlowestForeignMs(deps.db)).toBe(40)
  })

  it('counts what was measured last', async () => {
    await recordHashScheme(deps.db, { label: 'bcrypt-10', milliseconds: 60, at: deps.clock.now() })
    await recordHashScheme(deps.db, { label: 'bcrypt-10', milliseconds: 50, at: deps.clock.now() })
    await addUser('other', 'bcrypt-10')
    expect(await findSlowestForeignMs(deps.db)).toBe(50)
  })
})
