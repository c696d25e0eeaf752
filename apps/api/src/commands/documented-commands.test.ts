import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLines, manual } from '../../../../.ci/read-pages.ts'
import { childEnvironment } from '../../testing/child-environment.ts'
import { createConnection } from '../../testing/create-connection.ts'
import { createUser } from '../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))

let deps: TestDeps
let folder: string

beforeAll(async () => {
  deps = await openTestDeps()
  folder = await mkdtemp(join(tmpdir(), 'rekey-documented-'))
  const users = manual.find(({ path }) => path === 'apps/docs/users.md')?.text ?? ''
  const [, csv = ''] = /```text\n(username,.*?)```/s.exec(users) ?? []
  await writeFile(join(folder, 'users.csv'), csv)
  await createConnection(deps, { name: 'Okta' })
  await createUser(deps)
})
afterAll(async () => {
  await deps.close()
  await rm(folder, { recursive: true })
})

const documented = new Set(
  commandLines(manual).flatMap(({ line }) => /^npx pnpm@12 rekey (.+)$/.exec(line)?.[1] ?? []),
)

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64')

type Ran = { readonly code: number; readonly printed: string; readonly complained: string }

/** They run one after the other, as on the pages, because they would wait for the same locks. */
async function run(words: string): Promise<Ran> {
  const env = {
    ...childEnvironment,
    DATABASE_URL: deps.databaseUrl,
    SECRET_KEYS: `k1:${keyOf(7)},k20261130-4f9a1c:${keyOf(8)}`,
    DATA_DIR: folder,
  }
  const { promise, resolve } = Promise.withResolvers<Ran>()
  const child = execFile(
    process.execPath,
    [cli, ...words.split(' ')],
    { env, cwd: folder },
    (_error, printed, complained) => resolve({ code: child.exitCode ?? -1, printed, complained }),
  )
  return promise
}

/**
 * What each prints last, or where it may end with 1 since this installation has something wrong.
 */
const expected: Record<string, RegExp> = {
  doctor: /^ok +database/m,
  'backup rekey-2026-11-30.sql.gz': /^rekey-2026-11-30\.sql\.gz: \d+ rows of \d+ tables/m,
  migrate: /^(Applied|Updated the stored names|The database is up to date)/m,
  'admin create you@northwind.example': /^ {2}Code: \d{6}$/m,
  'users import users.csv --dry-run': /^Dry run, nothing was written\. 2 rows: 2 created/m,
  'users import users.csv': /^2 rows: 2 created, 0 changed, 0 unchanged, 0 refused/m,
  'keys rotate': /^SECRET_KEYS=/m,
  'keys reseal': /^Client secrets encrypted with the new key: 0\.$/m,
  'keys revoke k20261130-4f9a1c': /^The key k20261130-4f9a1c is revoked\. 0 resets/m,
  'audit verify': /^The audit log is intact/m,
  'audit verify --head 9f2c4e': /^The audit log has faults/m,
  'sso list': /^Okta /m,
  'sso prove-domain Okta northwind.example': /^Okta owns northwind\.example\.$/m,
}

/** Those that this installation has a reason to refuse, and the reason. */
const refused: Record<string, RegExp> = {
  'restore rekey-2026-11-30.sql.gz': /^The database rekey_test_\w+ has \d+ users\./,
  'restore rekey-2026-11-30.sql.gz --move': /^The database rekey_test_\w+ has \d+ users\./,
}

test('every documented command of the operator has its outcome named here', () => {
  expect([...documented].toSorted()).toEqual(Object.keys({ ...expected, ...refused }).toSorted())
})

test('every documented command does what the pages say', async () => {
  for (const words of documented) {
    const { code, printed, complained } = await run(words)
    const why = refused[words]
    if (why) {
      expect([code, complained], words).toEqual([1, expect.stringMatching(why)])
      continue
    }
    expect(complained, words).toBe('')
    expect(printed, words).toMatch(expected[words] ?? /^$/)
    const mayFail = words === 'doctor' || words.includes('--head')
    if (!mayFail) expect(code, words).toBe(0)
  }
})
