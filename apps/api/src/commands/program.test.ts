import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { childEnvironment } from '../../testing/child-environment.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { parseSecretKeys } from '../config.ts'
import { openDatabase } from '../lib/database.ts'

const cli = join(import.meta.dirname, '..', 'cli.ts')
const secretKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`

let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'rekey-cli-'))
})
afterAll(async () => {
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Runs the CLI as the operator does: a process of its own, the server's environment. */
async function rekey(
  args: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: {
      ...childEnvironment,
      DATABASE_URL: database.url,
      SECRET_KEYS: secretKeys,
      DATA_DIR: dataDir,
      ...env,
    },
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  child.stdin.end(input)
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { stdout, stderr, code }
}

describe('rekey', () => {
  it('imports a file, tells line and reason of what it refuses, and exits with 1', async () => {
    const file = join(dataDir, 'users.csv')
    await writeFile(file, 'username,kind\nann@northwind.example,staff\nbob,robot\n')
    const { stdout, stderr, code } = await rekey(['users', 'import', file])
    expect(stdout).toBe('2 rows: 1 created, 0 changed, 0 unchanged, 1 refused.\n')
    expect(stderr).toBe('line 3: kind "robot" is not one of staff, device, contact, member\n')
    expect(code).toBe(1)
  })

  it('imports standard input, JSON by its first character, and exits with 0', async () => {
    const input = JSON.stringify([{ username: 'eve', kind: 'member' }])
    const { stdout, stderr, code } = await rekey(['users', 'import', '-', '--dry-run'], { input })
    expect(stdout).toContain('1 rows: 1 created')
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  })

  it('says in a sentence what the operator can mend', async () => {
    for (const [path, fault] of [
      [join(dataDir, 'nowhere.csv'), 'the file does not exist'],
      [dataDir, 'it is a folder'],
    ] as const) {
      const { stderr, code } = await rekey(['users', 'import', path])
      expect(stderr).toBe(`${path} can't be read: ${fault}.\n`)
      expect(code).toBe(1)
    }
  })

  it('makes an administrator and leaves an audit log that verifies', async () => {
    const created = await rekey(['admin', 'create', 'root'])
    expect(created.stdout).toMatch(/Link: http:\/\/localhost:3000\/reset#[\w-]{22}\.[\w-]{22}\n/)
    expect(created.stdout).toMatch(/Code: \d{6}\n/)
    const verified = await rekey(['audit', 'verify'])
    expect(verified).toMatchObject({ code: 0, stderr: '' })
    const head = /Head: (\w+)/.exec(verified.stdout)?.[1] ?? ''
    expect(await rekey(['audit', 'verify', '--head', head])).toMatchObject({ code: 0 })
    expect(await rekey(['audit', 'verify', '--head', '00'.repeat(32)])).toMatchObject({ code: 1 })
  })

  it('prints the next SECRET_KEYS, first with the new key behind, then in front', async () => {
    const { stdout, code } = await rekey(['keys', 'rotate'])
    const values = [...stdout.matchAll(/^SECRET_KEYS=(.*)$/gm)].map(([, value]) => value ?? '')
    const ids = values.map((value) => parseSecretKeys(value)?.map(({ id }) => id))
    expect(ids[0]?.[0]).toBe('test')
    expect(ids[1]).toEqual(ids[0]?.toReversed())
    expect(code).toBe(0)
  })

  it('vouches for a domain of an identity provider, and lists both', async () => {
    const { db, close } = openDatabase(database.url, { connections: 1 })
    const data = {
      name: 'Okta',
      protocol: 'oidc',
      issuer: 'https://x.example',
      clientId: 'rekey',
    } as const
    const { id } = await db.ssoConnection.create({ data })
    await close()
    const proved = await rekey(['sso', 'prove-domain', 'Okta', 'Northwind.example'])
    expect(proved).toEqual({ stdout: 'Okta owns northwind.example.\n', stderr: '', code: 0 })
    const listed = await rekey(['sso', 'list'])
    expect(listed.stdout).toBe(`Okta  OIDC, off  ${id}\n  northwind.example  proved\n`)
    const unknown = await rekey(['sso', 'prove-domain', 'Entra', 'northwind.example'])
    expect(unknown).toMatchObject({
      stderr: expect.stringMatching(/^There is no conn.*\n$/),
      code: 1,
    })
    expect(await rekey(['audit', 'verify'])).toMatchObject({ code: 0 })
    expect((await rekey(['keys', 'reseal'])).stdout).toBe(
      'Client secrets encrypted with the new key: 0.\n',
    )
  })

  it('examines the installation in one line each, and exits with 1 on a problem', async () => {
    const healthy = await rekey(['doctor'])
    expect(healthy.stdout).toMatch(/^ok +database +PostgreSQL/m)
    expect(healthy.stdout).toMatch(/^ok +migrations +all applied$/m)
    expect(healthy.stdout).toMatch(/^ok +keys +test signs; rows that use it:/m)
    expect(healthy.stdout).toMatch(/^ok +webhooks +none$/m)
    expect(healthy.code).toBe(0)
    const env = {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      REDIS_URL: 'redis://127.0.0.1:1',
      MAIL_TRANSPORT: 'smtp',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'no-reply@rekey.invalid',
    }
    const ill = await rekey(['doctor'], { env })
    for (const name of ['database', 'Redis', 'mail transport']) {
      expect(ill.stdout).toMatch(new RegExp(`^problem +${name} +\\S`, 'm'))
    }
    expect(ill.code).toBe(1)
  })

  it('lists every fault of the environment by name', async () => {
    const { stderr, code } = await rekey(['migrate'], { env: { PORT: 'x', SECRET_KEYS: 'short' } })
    expect(stderr).toMatch(/PORT: [\s\S]*SECRET_KEYS: /)
    expect(code).toBe(1)
  })
})
