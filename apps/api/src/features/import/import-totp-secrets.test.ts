import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { findInTables } from '../../../testing/find-in-tables.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { totpCode } from '../../../testing/totp-code.ts'
import { ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { second } from '../../lib/clock.ts'
import { importUsers } from './import-users.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readTotpSecret } from './read-totp-secret.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const password = 'Kettle-Harbour-41-Violin'

type Given = { readonly dryRun?: boolean; readonly unit?: 'line' | 'item' }

async function run(text: string, { dryRun = false, unit = 'line' }: Given = {}) {
  const faults: string[] = []
  const input = Readable.from([text], { objectMode: false })
  const source = { unit, records: unit === 'line' ? readCsv(input) : readJson(input) }
  const options = { dryRun, invite: false, roles: false, replacePasswords: false }
  const deps = { ...service.deps, databaseUrl: service.databaseUrl }
  const counts = await importUsers(deps, source, options, {
    fault: ({ line, fault }) => faults.push(`${line}: ${fault}`),
    progress: () => {},
  })
  return { counts, faults }
}

const csv = (...rows: readonly string[]) => `username,kind,totpSecret\n${rows.join('\n')}\n`
const factorsOf = (userId: string) => service.deps.db.secondFactor.findMany({ where: { userId } })
const signIn = (username: string) =>
  ask(service, 'POST', '/sessions', { username, password, client: 'browser' })

describe('an imported secret of an authenticator app', () => {
  it('counts at once: the app that the user has already opens the account', async () => {
    const user = await createUser(service.deps, { password })
    const { counts, faults } = await run(csv(`${user.username},,${secret}`))
    expect(faults).toEqual([])
    expect(counts).toMatchObject({ changed: 1, authenticatorApps: 1 })
    const asked = await signIn(user.username)
    expect(asked.body).toMatchObject({ code: 'second-factor-required', methods: ['totp'] })
    const { challenge } = asked.body
    const prove = () => {
      const code = totpCode(secret, service.clock.now())
      const proof = { challenge, method: 'totp', code }
      return ask(service, 'POST', '/sessions/second-factor', proof)
    }
    expect((await prove()).status).toBe(201)
    expect((await prove()).status).toBe(401)
  })

  it('belongs to new users too, from CSV and JSON, in any way of writing it', async () => {
    const grouped = 'gezd gnbv-gy3t qojq gezd gnbv gy3t qojq===='
    const lines = await run(
      csv(`lines@import.example,staff,${grouped}`, 'none@import.example,staff,'),
    )
    expect(lines.counts).toMatchObject({ created: 2, authenticatorApps: 1 })
    const items = JSON.stringify([
      { username: 'items@import.example', kind: 'staff', totpSecret: secret },
    ])
    expect((await run(items, { unit: 'item' })).counts).toMatchObject({ authenticatorApps: 1 })
    for (const key of ['lines@import.example', 'items@import.example']) {
      const user = await service.deps.db.user.findUniqueOrThrow({ where: { usernameKey: key } })
      expect(await factorsOf(user.id)).toMatchObject([{ type: 'totp', disownedAt: null }])
    }
  })

  it('replaces none that the user added here, and an empty cell removes none', async () => {
    const { user, id } = await createUserWithTotp(service)
    for (const cell of [secret, '']) {
      const { counts } = await run(csv(`${user.username},,${cell}`))
      expect(counts).toMatchObject({ unchanged: 1, authenticatorApps: 0 })
      expect((await factorsOf(user.id)).map((factor) => factor.id)).toEqual([id])
    }
  })

  it('stays one when the file is imported again, also twice at once', async () => {
    const user = await createUser(service.deps, { password: null })
    const file = csv(`${user.username},,${secret}`)
    await Promise.all([run(file), run(file)])
    expect((await run(file)).counts).toMatchObject({ unchanged: 1 })
    expect(await factorsOf(user.id)).toHaveLength(1)
  })

  it('is not stored in a dry run', async () => {
    const user = await createUser(service.deps, { password: null })
    const { counts } = await run(csv(`${user.username},,${secret}`), { dryRun: true })
    expect(counts).toMatchObject({ authenticatorApps: 1 })
    expect(await factorsOf(user.id)).toEqual([])
  })

  it('that is bad refuses its row alone, and no fault shows it', async () => {
    const bad = 'PLANTEDSECRET1189'
    const short = 'PLANTEDSECRETAAA'
    const { counts, faults } = await run(
      csv(
        `bad@import.example,staff,${bad}`,
        `short@import.example,staff,${short}`,
        `good@import.example,staff,${secret}`,
      ),
    )
    expect(counts).toMatchObject({ created: 1, refused: 2 })
    expect(faults).toEqual([
      '2: totpSecret is not base32',
      '3: totpSecret has 10 bytes; 16 to 64 are allowed',
    ])
  })

  it('is sealed: no table, log or audit event holds it', async () => {
    const user = await createUser(service.deps, { password: null })
    const planted = 'PLANTEDPLANTEDPLANTEDPLANTED2345'
    await run(csv(`${user.username},,${planted}`))
    service.clock.advance(second)
    expect(await findInTables(service.databaseUrl, [planted.toLowerCase()])).toEqual([])
    expect(JSON.stringify(service.logged)).not.toContain(planted)
  })
})

test.each([
  ['A'.repeat(26), 16],
  ['A'.repeat(103), 64],
])('%s is accepted with its %i bytes', (value) => {
  expect(readTotpSecret(value)).toEqual({ value })
})

test.each([
  ['A'.repeat(24), 'has 15 bytes; 16 to 64 are allowed'],
  ['A'.repeat(104), 'has 65 bytes; 16 to 64 are allowed'],
  ['A'.repeat(27), 'is not base32: its end is missing'],
  ['0189', 'is not base32'],
  ['otpauth://totp/x?secret=A', 'is not base32'],
  ['===', 'is not base32'],
  ['Ä'.repeat(32), 'is not base32'],
])('%s is refused', (value, fault) => {
  expect(readTotpSecret(value)).toEqual({ fault })
})
