import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAs } from '../../../testing/sign-in-with.ts'
import { createSoftwarePasskey } from '../../../testing/software-passkey.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { totpCode } from '../../../testing/totp-code.ts'
import { addPasskeyTo, addTotpTo, ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { minute, second } from '../../lib/clock.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const send = (...given: Parameters<typeof ask> extends [unknown, ...infer Rest] ? Rest : never) =>
  ask(service, ...given)
const list = (cookies: Cookies) => send('GET', '/account/second-factors', undefined, cookies)

async function signedIn(given: Parameters<typeof createUser>[1] = {}) {
  const user = await createUser(service.deps, given)
  return { user, cookies: await signInAs(service, user.id) }
}

describe('the independent TOTP of these tests', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('gives the test vector of RFC 6238 at %i seconds', (seconds, code) => {
    expect(totpCode(secret, new Date(seconds * 1_000), 8)).toBe(code)
  })

  test('agrees with oathtool where that is installed', () => {
    const at = new Date('2026-11-21T12:00:00Z')
    const oathtool = '/usr/bin/oathtool'
    const shown = existsSync(oathtool)
      ? execFileSync(oathtool, ['--totp', '-b', `--now=${at.toISOString()}`, secret]).toString()
      : totpCode(secret, at)
    expect(shown.trim()).toBe(totpCode(secret, at))
  })
})

describe('an authenticator app', () => {
  test('counts once it has shown a right code, and brings ten recovery codes', async () => {
    const { user, cookies } = await signedIn()
    expect((await list(cookies)).body).toEqual({
      items: [],
      recoveryCodesLeft: 0,
      isOffered: true,
      isRequired: false,
      dueAt: null,
    })
    const added = await send('POST', '/account/second-factors/totp', { name: 'Phone' }, cookies)
    expect(added.status).toBe(201)
    const { id, secret, uri } = added.body as { id: string; secret: string; uri: string }
    expect(uri).toBe(
      `otpauth://totp/Rekey:${encodeURIComponent(user.username)}?secret=${secret}&issuer=Rekey`,
    )
    expect((await list(cookies)).body.items).toEqual([])
    const path = `/account/second-factors/${id}/confirm`
    const now = service.clock.now()
    const wrong = await send('POST', path, { code: '000000' }, cookies)
    expect([wrong.status, wrong.body.code]).toEqual([400, 'second-factor-wrong'])
    const confirmed = await send('POST', path, { code: totpCode(secret, now) }, cookies)
    expect(confirmed.status).toBe(200)
    const codes = confirmed.body.recoveryCodes as string[]
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    expect((await list(cookies)).body).toMatchObject({
      items: [{ id, type: 'totp', name: 'Phone', lastUsedAt: now.toISOString() }],
      recoveryCodesLeft: 10,
    })
    expect((await send('POST', path, { code: '000000' }, cookies)).status).toBe(404)
  })

  test('is stored sealed, and the recovery codes as sealed hashes', async () => {
    const { user, secret, recoveryCodes } = await createUserWithTotp(service)
    const rows = await service.deps.db.secondFactor.findMany({ where: { userId: user.id } })
    const codes = await service.deps.db.recoveryCode.findMany({ where: { userId: user.id } })
    const stored = JSON.stringify([rows, codes], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    expect(stored).not.toContain(secret)
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''))
    const everything = service.logged.join('\n')
    expect(everything).not.toContain(secret)
    for (const code of recoveryCodes) expect(everything).not.toContain(code)
  })

  test('that is added again before it is confirmed replaces the first one', async () => {
    const { cookies } = await signedIn()
    const first = await send('POST', '/account/second-factors/totp', { name: 'One' }, cookies)
    await addTotpTo(service, cookies, 'Two')
    const code = totpCode(String(first.body.secret), service.clock.now())
    const path = `/account/second-factors/${String(first.body.id)}/confirm`
    expect((await send('POST', path, { code }, cookies)).status).toBe(404)
    expect((await list(cookies)).body.items).toMatchObject([{ name: 'Two' }])
  })

  test('of another user can neither be confirmed, renamed nor removed', async () => {
    const { cookies } = await signedIn()
    const { id } = await createUserWithTotp(service)
    const path = `/account/second-factors/${id}`
    expect((await send('POST', `${path}/confirm`, { code: '123456' }, cookies)).status).toBe(404)
    expect((await send('PATCH', path, { name: 'Mine' }, cookies)).status).toBe(404)
    expect((await send('DELETE', path, undefined, cookies)).status).toBe(404)
  })
})

describe('a passkey', () => {
  test('counts at once, and as the second one brings no recovery codes', async () => {
    const { cookies } = await signedIn()
    await addTotpTo(service, cookies)
    service.clock.advance(second)
    const { added, id } = await addPasskeyTo(service, cookies)
    expect(added).toMatchObject({ status: 201, body: { type: 'passkey', recoveryCodes: null } })
    const { body } = await list(cookies)
    expect(body.items).toMatchObject([{ type: 'totp' }, { id, type: 'passkey', name: 'Laptop' }])
  })

  test('that answers another session’s challenge, or another site, is refused', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    const path = '/account/second-factors/passkeys'
    const options = await send('POST', `${path}/options`, undefined, other.cookies)
    const add = (response: object) => send('POST', path, { name: 'x', response }, one.cookies)
    const foreign = createSoftwarePasskey().create(options.body as never)
    expect((await add(foreign)).body.code).toBe('second-factor-wrong')
    const own = await send('POST', `${path}/options`, undefined, one.cookies)
    const elsewhere = createSoftwarePasskey({ origin: 'https://evil.example' })
    expect((await add(elsewhere.create(own.body as never))).body.code).toBe('second-factor-wrong')
    const late = createSoftwarePasskey().create(own.body as never)
    service.clock.advance(5 * minute)
    expect((await add(late)).body.code).toBe('second-factor-wrong')
  })

  test('can’t be added twice', async () => {
    const { cookies } = await signedIn()
    const { passkey } = await addPasskeyTo(service, cookies)
    expect((await addPasskeyTo(service, cookies, passkey)).added.body.code).toBe('conflict')
    const other = await signedIn()
    expect((await addPasskeyTo(service, other.cookies, passkey)).added.body.code).toBe('conflict')
    expect((await list(other.cookies)).body).toMatchObject({ items: [], recoveryCodesLeft: 0 })
  })
})

describe('changing second factors', () => {
  test('needs a sign-in and a proof of the last ten minutes', async () => {
    const { cookies, id, show } = await createUserWithTotp(service)
    const rename = () =>
      send('PATCH', `/account/second-factors/${id}`, { name: 'New phone' }, cookies)
    expect((await rename()).status).toBe(200)
    const again = '/sessions/current/second-factor'
    service.clock.advance(8 * minute)
    await send('POST', again, { method: 'totp', code: show() }, cookies)
    service.clock.advance(5 * minute)
    expect((await rename()).body.code).toBe('recent-sign-in-required')
    expect((await list(cookies)).body.items).toMatchObject([{ name: 'New phone' }])
  })

  test('asks a session that proved none, and takes a code once', async () => {
    const { user, id, show } = await createUserWithTotp(service)
    const cookies = await signInAs(service, user.id)
    const add = () => send('POST', '/account/second-factors/totp', { name: 'x' }, cookies)
    const refused = await add()
    expect([refused.status, refused.body.code]).toEqual([403, 'second-factor-required'])
    expect(refused.body.methods).toEqual(['totp', 'recovery-code'])
    const path = `/account/second-factors/${id}`
    for (const call of [
      () => send('PATCH', path, { name: 'x' }, cookies),
      () => send('DELETE', path, undefined, cookies),
      () => send('POST', '/account/recovery-codes', undefined, cookies),
      () => send('POST', '/account/second-factors/passkeys/options', undefined, cookies),
    ]) {
      expect((await call()).body.code).toBe('second-factor-required')
    }
    const again = '/sessions/current/second-factor'
    const proof = { method: 'totp', code: show() }
    expect((await send('POST', again, proof, cookies)).status).toBe(200)
    expect((await send('POST', again, proof, cookies)).body.code).toBe('second-factor-wrong')
    expect((await add()).status).toBe(201)
  })

  test('can be allowed by a passkey, whose challenge is bound to the session and works once', async () => {
    const { user, cookies: first } = await signedIn()
    const { passkey } = await addPasskeyTo(service, first)
    const [cookies, others] = [await signInAs(service, user.id), await signInAs(service, user.id)]
    const path = '/sessions/current/second-factor'
    const options = await send('POST', `${path}/options`, undefined, cookies)
    expect(options.body.methods).toEqual(['passkey', 'recovery-code'])
    const response = passkey.get(options.body.passkeyOptions as never)
    const proof = { method: 'passkey', response }
    expect((await send('POST', path, proof, others)).body.code).toBe('second-factor-wrong')
    expect((await send('POST', path, proof, cookies)).status).toBe(200)
    expect((await send('POST', path, proof, cookies)).body.code).toBe('second-factor-wrong')
  })

  test('mails every address of the user, with a way to report it', async () => {
    const { user, cookies, id } = await createUserWithTotp(service, {
      kind: 'member',
      emailTo: `${Date.now()}@mail.example`,
    })
    await send('POST', '/account/recovery-codes', undefined, cookies)
    await send('DELETE', `/account/second-factors/${id}`, undefined, cookies)
    await service.runJobs()
    for (const address of [user.username, user.emailTo ?? '']) {
      const mails = await service.mailsTo(address)
      expect(mails.map(({ subject }) => subject).sort()).toEqual([
        'A second factor was added: Rekey',
        'A second factor was removed: Rekey',
        'Your recovery codes were replaced: Rekey',
      ])
      for (const { text } of mails) {
        const token = /\/not-me#([\w.-]+)/.exec(text)?.[1]
        const { body } = await send('POST', '/password-resets/disown/inspect', { token })
        expect(body.about).toMatch(/^(second-factor-(added|removed)|recovery-codes-replaced)$/)
      }
    }
  })

  test('is written to the audit log without names and secrets', async () => {
    const { user, cookies, id } = await createUserWithTotp(service)
    await send('PATCH', `/account/second-factors/${id}`, { name: 'Private words' }, cookies)
    await send('POST', '/account/recovery-codes', undefined, cookies)
    await send('DELETE', `/account/second-factors/${id}`, undefined, cookies)
    const events = await service.deps.db.auditEvent.findMany({
      where: { userId: user.id },
      include: { personal: true },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual([
      'second-factor.added',
      'second-factor.renamed',
      'recovery-codes.replaced',
      'second-factor.removed',
    ])
    const written = events.map(({ details, personal }) => [details, personal?.fields])
    expect(JSON.stringify(written)).not.toContain('Private words')
  })

  test('of two first second factors at once, one brings recovery codes', async () => {
    const { user, cookies } = await signedIn()
    const path = '/account/second-factors/passkeys'
    const options = await send('POST', `${path}/options`, undefined, cookies)
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        send(
          'POST',
          path,
          { name: 'x', response: createSoftwarePasskey().create(options.body as never) },
          cookies,
        ),
      ),
    )
    // Those that begin after the first one has counted are asked to prove it.
    const refused = answers.filter(({ body }) => body.code === 'second-factor-required')
    const added = answers.filter(({ status }) => status === 201)
    expect(added.length + refused.length).toBe(4)
    expect(added.filter(({ body }) => body.recoveryCodes !== null)).toHaveLength(1)
    expect(await service.deps.db.recoveryCode.count({ where: { userId: user.id } })).toBe(10)
  })

  test('one that was reported goes before the last one that works', async () => {
    const { cookies, id } = await createUserWithTotp(service)
    const { id: passkeyId } = await addPasskeyTo(service, cookies)
    const data = { disownedAt: service.clock.now() }
    await service.deps.db.secondFactor.update({ where: { id }, data })
    const remove = (which: string) =>
      send('DELETE', `/account/second-factors/${which}`, undefined, cookies)
    expect((await remove(passkeyId)).body.code).toBe('conflict')
    expect((await remove(id)).status).toBe(204)
    expect((await remove(passkeyId)).status).toBe(204)
  })

  test('removing the last one ends the recovery codes', async () => {
    const { user, cookies, id } = await createUserWithTotp(service)
    expect((await send('DELETE', `/account/second-factors/${id}`, undefined, cookies)).status).toBe(
      204,
    )
    expect(await service.deps.db.recoveryCode.count({ where: { userId: user.id } })).toBe(0)
    const answer = await send('POST', '/account/recovery-codes', undefined, cookies)
    expect(answer.body.code).toBe('conflict')
  })
})

test('an administrator sees how many second factors a user has', async () => {
  const { user, recoveryCodes } = await createUserWithTotp(service)
  const roleId = builtInRoles.administrator
  const { id } = await createUser(service.deps, { roleId, password: null })
  const cookies = await signInAs(service, id)
  const shown = () => send('GET', `/users/${user.id}`, undefined, cookies)
  expect(recoveryCodes).toHaveLength(10)
  expect((await shown()).body.secondFactors).toEqual({
    totp: 1,
    passkeys: 0,
    disowned: 0,
    recoveryCodesLeft: 10,
  })
})

describe('the settings', () => {
  const save = async (change: object) => {
    const document = { ...defaultSettings, ...change }
    await service.deps.db.settingsRow.update({ where: { id: 1 }, data: { document } })
    service.clock.advance(second)
  }

  test('required: a session says until when one has to be added, unless a provider opened it', async () => {
    const { user, cookies } = await signedIn({ kind: 'member' })
    await save({ secondFactor: { ...defaultSettings.secondFactor, member: 'required' } })
    expect((await list(cookies)).body.dueAt).toEqual(expect.any(String))
    await service.deps.db.session.updateMany({
      where: { userId: user.id },
      data: { openedBy: 'sso' },
    })
    expect((await list(cookies)).body.dueAt).toBeNull()
    await save({})
  })

  test('off: nobody can add one, and those that exist can be removed', async () => {
    const { cookies, id } = await createUserWithTotp(service, { kind: 'member' })
    const other = await signedIn({ kind: 'member' })
    await save({ secondFactor: { ...defaultSettings.secondFactor, member: 'off' } })
    const refused = await send('POST', '/account/second-factors/totp', { name: 'x' }, other.cookies)
    expect([refused.status, refused.body.code]).toEqual([403, 'not-permitted'])
    expect((await send('DELETE', `/account/second-factors/${id}`, undefined, cookies)).status).toBe(
      204,
    )
    await save({})
  })
})
