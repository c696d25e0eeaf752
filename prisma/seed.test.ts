import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDemoAccounts } from '../apps/api/src/commands/doctor/check-demo-accounts.ts'
import { readConfig } from '../apps/api/src/config.ts'
import { createKeyring } from '../apps/api/src/lib/keyring.ts'
import { createPasswordJudge } from '../apps/api/src/models/password-judge.ts'
import { openTestDeps, type TestDeps } from '../apps/api/testing/test-deps.ts'
import { seedDemo } from './seed.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

const configOf = (env: Record<string, string>) => {
  const { demoData, secretKeys } = readConfig({ ...env })
  return { demoData, secretKeys }
}

describe('demo data', () => {
  it('comes once, and is told at each start', async () => {
    const first = await seedDemo(deps)
    const count = await deps.db.user.count()
    expect(await seedDemo(deps)).toEqual(first)
    expect(await deps.db.user.count()).toBe(count)
    expect(first.map(({ about }) => about)).toContain('Administrator')
    expect(new Set(first.map(({ password }) => password)).size).toBe(first.length)
  })

  it('opens with the passwords that it tells, which the policy accepts', async () => {
    const judge = createPasswordJudge()
    for (const { username, password } of await seedDemo(deps)) {
      const { passwordHash } = await deps.db.user.findUniqueOrThrow({
        where: { usernameKey: username },
      })
      expect(await deps.hasher.verify(passwordHash ?? '', password)).toBe(true)
      const judged = await judge.judge(password, { policy: 'balanced', words: [username, 'Rekey'] })
      expect(judged, password).toMatchObject({ accepted: true })
    }
    await judge.close()
  })

  it('is still told after the server keys have turned', async () => {
    const told = await seedDemo(deps)
    const old = { id: 'test', secret: Buffer.alloc(32, 7) }
    const keys = createKeyring([{ id: 'new', secret: Buffer.alloc(32, 8) }, old])
    expect(await seedDemo({ ...deps, keys })).toEqual(told)
  })

  it('is told no more once its password was changed', async () => {
    const [first] = await seedDemo(deps)
    await deps.db.user.update({
      where: { usernameKey: first?.username ?? '' },
      data: { passwordId: crypto.randomUUID() },
    })
    expect((await seedDemo(deps)).map(({ username }) => username)).not.toContain(first?.username)
  })

  it('is a problem to the doctor where it is no longer wanted, until nobody can sign in', async () => {
    const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`
    const examine = (DEMO_DATA: 'on' | 'off') =>
      checkDemoAccounts({ ...deps.config, ...configOf({ DEMO_DATA, SECRET_KEYS: keys }) }, deps.db)
    const [mika, jane] = ['mika.ito@northwind.example', 'jane.doe@northwind.example']
    await deps.db.user.updateMany({
      where: { usernameKey: { notIn: [mika, jane] } },
      data: { status: 'deactivated' },
    })
    const names = (await seedDemo(deps)).map(({ username }) => username)
    expect(names).toContain(jane)
    expect(await examine('on')).toEqual([])
    expect(await examine('off')).toEqual([
      {
        name: 'demo accounts',
        outcome: 'problem',
        detail: `DEMO_DATA is off, but these demo accounts still sign in with their first password: ${names.join(', ')}. Change their passwords, or deactivate or delete them.`,
      },
    ])
    await deps.db.user.updateMany({ data: { status: 'deactivated' } })
    expect(await examine('off')).toEqual([])
  })

  it('stays away from a database that holds anybody', async () => {
    await deps.db.$executeRaw`TRUNCATE users CASCADE`
    await deps.db.user.create({
      data: {
        username: 'own',
        usernameKey: 'own',
        displayName: 'Own',
        searchText: 'own\nown\n',
        kind: 'staff',
        roleId: '00000000-0000-4000-8000-000000000005',
      },
    })
    expect(await seedDemo(deps)).toEqual([])
    expect(await deps.db.user.count()).toBe(1)
  })
})
