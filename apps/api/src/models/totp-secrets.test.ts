import { afterAll, beforeAll, expect, test } from 'vitest'
import { createUser } from '../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { createKeyring } from '../lib/keyring.ts'
import { findRecoveryCode, issueRecoveryCodes, resealRecoveryCodes } from './recovery-codes.ts'
import { keepPendingTotp, resealTotpSecrets, unsealTotpSecret } from './totp-secrets.ts'

let deps: TestDeps

beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

const old = { id: 'test', secret: Buffer.alloc(32, 7) }
const next = { id: 'next', secret: Buffer.alloc(32, 8) }

test('after a rotation, secrets and recovery codes are resealed and work without the old key', async () => {
  const { id: userId } = await createUser(deps, { password: null })
  const { id: otherId } = await createUser(deps, { password: null })
  const at = deps.clock.now()
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const codes = await deps.db.$transaction(async (tx) => {
    await keepPendingTotp(tx, createKeyring([old]), { userId, name: 'Phone', secret, at })
    return issueRecoveryCodes(tx, createKeyring([old]), userId, at)
  })
  const both = createKeyring([next, old])
  expect(await resealTotpSecrets(deps.db, both)).toEqual({ resealed: 1, unreadable: [] })
  expect(await resealRecoveryCodes(deps.db, both)).toEqual({ resealed: 10, unreadable: [] })
  const alone = createKeyring([next])
  const row = await deps.db.secondFactor.findFirstOrThrow({ where: { userId } })
  expect(unsealTotpSecret(alone, row)).toBe(secret)
  expect(unsealTotpSecret(alone, { ...row, userId: otherId })).toBeNull()
  const [code = ''] = codes
  expect(await findRecoveryCode(deps.db, alone, userId, code)).not.toBeNull()
  const stranger = createKeyring([{ id: 'stranger', secret: Buffer.alloc(32, 9) }])
  expect(await resealTotpSecrets(deps.db, stranger)).toEqual({ resealed: 0, unreadable: [row.id] })
  const lost = await resealRecoveryCodes(deps.db, stranger)
  expect([lost.resealed, lost.unreadable.length]).toEqual([0, 10])
})
