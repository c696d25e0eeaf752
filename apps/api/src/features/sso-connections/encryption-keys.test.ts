import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { minute, second } from '../../lib/clock.ts'

let service: TestApp
beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

async function open(protocol: 'saml' | 'oidc' = 'saml') {
  const { id } = await createConnection(service.deps, { protocol })
  const { cookies } = await signInWith(service, ['sso.write'])
  const call = async (method: 'GET' | 'POST' | 'DELETE', path = '') => {
    service.clock.advance(second)
    const answer = await service.send(method, `/sso-connections/${id}${path}`, undefined, cookies)
    const shown = answer.body as unknown as SsoConnection
    return { ...answer, kept: shown.encryptionCertificates?.map((one) => one.fingerprint) }
  }
  return { id, call, add: () => call('POST', '/encryption-keys') }
}

test('keys are made newest first, and all but the newest can be removed', async () => {
  const { id, call, add } = await open()
  const [first = ''] = (await add()).kept
  const { kept } = await add()
  expect(kept).toHaveLength(2)
  expect(kept[1]).toBe(first)
  expect((await call('GET')).kept).toEqual(kept)
  const remove = (fingerprint: string) => call('DELETE', `/encryption-keys/${fingerprint}`)
  expect((await remove(kept[0] ?? '')).body).toMatchObject({ code: 'conflict' })
  expect((await remove('0'.repeat(64))).status).toBe(404)
  expect((await remove('nonsense')).status).toBe(400)
  expect((await remove(first)).kept).toEqual([kept[0]])
  const events = await service.deps.db.auditEvent.findMany({
    where: { action: { startsWith: 'sso-encryption-key.' } },
    orderBy: { id: 'asc' },
  })
  expect(events.map(({ action, details }) => [action, details])).toEqual([
    ['sso-encryption-key.added', expect.objectContaining({ connectionId: id, fingerprint: first })],
    ['sso-encryption-key.added', expect.objectContaining({ fingerprint: kept[0] })],
    ['sso-encryption-key.removed', expect.objectContaining({ fingerprint: first })],
  ])
})

test('three keys are kept at most, and they need SAML and a recent sign-in', async () => {
  const { call, add } = await open()
  const answers = [await add(), await add(), await add(), await add()]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 409])
  expect((await (await open('oidc')).add()).body).toMatchObject({ code: 'conflict' })
  service.clock.advance(11 * minute)
  const oldest = answers[2]?.kept[2] ?? ''
  for (const late of [await add(), await call('DELETE', `/encryption-keys/${oldest}`)]) {
    expect(late.body).toMatchObject({ code: 'recent-sign-in-required' })
  }
})

test('no private key is in an answer, the log or the audit log, or plain in the table', async () => {
  const { call, add } = await open()
  const places = [await add(), await call('GET'), service.logged]
  const tables = [
    await service.deps.db.ssoDecryptionKey.findMany(),
    await service.deps.db.auditEvent.findMany({ select: { details: true } }),
  ]
  expect(JSON.stringify([places, tables])).not.toContain('PRIVATE KEY')
})
