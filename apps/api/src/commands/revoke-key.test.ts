import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createConnection } from '../../testing/create-connection.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { buildApp } from '../app.ts'
import { sealAudit } from '../features/audit/seal-audit.ts'
import { verifyAudit } from '../features/audit/verify-audit.ts'
import { createKeyring, type Keyring, type ServerKey } from '../lib/keyring.ts'
import { StartError } from '../lib/start-error.ts'
import { refuseRevokedKeys, watchRevokedKeys } from '../models/revoked-keys.ts'
import { revoke } from './revoke-key.ts'

/** The key of test apps, and the one that signs after a rotation. */
const stolen: ServerKey = { id: 'test', secret: Buffer.alloc(32, 7) }
const next: ServerKey = { id: 'next', secret: Buffer.alloc(32, 8) }

let service: TestApp
let rotated: Keyring
beforeEach(async () => {
  service = await createTestApp()
  onTestFinished(() => service.close())
  rotated = createKeyring([next, stolen])
})

const revokeStolen = () =>
  revoke({ ...service.deps, keys: rotated, databaseUrl: service.databaseUrl }, stolen.id)

/** The service as it starts after the rotation. */
async function startAgain() {
  await refuseRevokedKeys(service.deps.db, rotated)
  const app = await buildApp({ ...service.deps, keys: rotated }, { hasWeb: false })
  onTestFinished(() => app.close())
  return async (method: 'POST' | 'GET', path: string, body?: object, more: object = {}) => {
    const { statusCode } = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { origin: service.deps.config.publicUrl },
      ...(body && { payload: body }),
      ...more,
    })
    return statusCode
  }
}

/** Asks for a reset or a temporary password. @returns its mail */
async function askFor(path: string, username: string): Promise<string> {
  await service.send('POST', path, { username })
  await service.runJobs()
  const [mail] = await service.mailsTo(username)
  if (!mail) throw new Error('No mail came')
  return mail.text
}

test('link and code of a reset that it signed are dead, before and after the restart', async () => {
  const { username } = await createUser(service.deps)
  const text = await askFor('/password-resets', username)
  const token = /#(\S+)/.exec(text)?.[1]
  const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1]
  expect((await service.send('POST', '/password-resets/verify-code', { token, code })).status).toBe(
    200,
  )
  expect(await revokeStolen()).toEqual({ resets: 1, sessions: 0 })
  const dead = await service.send('POST', '/password-resets/verify-code', { token, code })
  expect(dead.body.code).toBe('reset-link-invalid')
  const call = await startAgain()
  expect(await call('POST', '/password-resets/verify-code', { token, code })).toBe(dead.status)
})

test('temporary passwords and what they opened end, and so do sessions of apps', async () => {
  const contact = await createUser(service.deps, { kind: 'contact' })
  const text = await askFor('/temporary-passwords', contact.username)
  const password = /^\s*(\w{4}(?:-\w{4}){3})\s*$/m.exec(text)?.[1] ?? ''
  const signIn = (username: string, typed: string, client = 'browser') =>
    service.send('POST', '/sessions', { username, password: typed, client })
  const opened = await signIn(contact.username, password)
  expect(opened.status).toBe(201)
  const device = await createUser(service.deps, { kind: 'device', password: 'old brass kettle' })
  const app = await signIn(device.username, 'old brass kettle', 'app')
  const other = await createUser(service.deps, { password: 'old brass kettle' })
  const browser = await signIn(other.username, 'old brass kettle')
  expect(await revokeStolen()).toEqual({ resets: 1, sessions: 2 })
  expect((await signIn(contact.username, password)).status).toBe(401)
  const refresh = { refreshToken: app.body.refreshToken }
  expect((await service.send('POST', '/sessions/refresh', refresh)).status).toBe(401)
  const call = await startAgain()
  const bearer = { headers: { authorization: `Bearer ${app.body.accessToken}` } }
  expect(await call('GET', '/sessions/current', undefined, bearer)).toBe(401)
  expect(await call('GET', '/sessions/current', undefined, { cookies: browser.cookies })).toBe(200)
})

test('a device cookie that it made no longer opens a lane of its own', async () => {
  const { username } = await createUser(service.deps, { password: 'old brass kettle' })
  const data = { username, password: 'old brass kettle' }
  const { cookies } = await service.send('POST', '/sessions', data)
  const known = { cookies: { 'rekey-device': cookies['rekey-device'] ?? '' } }
  const call = await startAgain()
  const guess = { username, password: 'wrong' }
  for (let number = 0; number < 6; number += 1) await call('POST', '/sessions', guess)
  expect(await call('POST', '/sessions', data)).toBe(429)
  expect(await call('POST', '/sessions', data, known)).toBe(201)
  await revokeStolen()
  await refuseRevokedKeys(service.deps.db, rotated)
  expect(await call('POST', '/sessions', data, known)).toBe(429)
})

test('mails that wait with its links are cancelled', async () => {
  const { id, username } = await createUser(service.deps)
  await service.openReset(username)
  await revokeStolen()
  await service.runJobs()
  expect(await service.mailsTo(username)).toEqual([])
  const [mail] = await service.deps.db.message.findMany({ where: { userId: id } })
  expect(mail).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
})

test('the audit log can still be verified, and tells of it', async () => {
  const { username } = await createUser(service.deps)
  await service.openReset(username)
  await sealAudit(service.deps, { all: true })
  await revokeStolen()
  const deps = { ...service.deps, keys: rotated }
  await refuseRevokedKeys(deps.db, rotated)
  await sealAudit(deps, { all: true })
  const events = await deps.db.auditEvent.findMany({ where: { action: 'keys.revoked' } })
  expect(events.map(({ actorId, details }) => ({ actorId, details }))).toEqual([
    { actorId: null, details: { by: 'cli', id: 'test', resets: 1, sessions: 0 } },
  ])
  expect((await verifyAudit(deps)).faults).toEqual([])
})

test('it is refused for the key that signs, an unknown one, and one that still seals secrets', async () => {
  const deps = { ...service.deps, keys: rotated, databaseUrl: service.databaseUrl }
  await expect(revoke(deps, 'next')).rejects.toThrow('next is the key that signs.')
  await expect(revoke(deps, 'nonsense')).rejects.toThrow('There is no key nonsense.')
  await createConnection(service.deps, { clientSecret: 'kept' })
  await expect(revoke(deps, 'test')).rejects.toThrow(
    'Secrets are still encrypted with test: client secrets 1. Run `rekey keys reseal` first.',
  )
  expect(await service.deps.db.revokedKey.count()).toBe(0)
})

test('revoking it twice changes nothing more, and a process that signs with it ends', async () => {
  await revokeStolen()
  expect(await revokeStolen()).toEqual({ resets: 0, sessions: 0 })
  const { db, keys, log } = service.deps
  await expect(refuseRevokedKeys(db, keys)).rejects.toThrow(StartError)
  await new Promise<void>((resolve) => {
    const watch = watchRevokedKeys({ db, keys, log }, () => {
      resolve()
      void watch.stop()
    })
  })
  expect(service.logged.join()).toContain('The key test signs, but it was revoked.')
})
