import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { codeSpans, commandLines, manual } from '../../.ci/read-pages.ts'
import { readConfig } from '../api/src/config.ts'
import { readCompose } from './testing/read-deployments.ts'

const root = join(import.meta.dirname, '../..')
const page = manual.filter(({ path }) => path === 'apps/docs/deploy.md')
const lines = commandLines(page).map(({ line }) => line)

/** How we know that each program's commands work. The page says the same to its reader. */
const shownBy: Record<string, string> = {
  'npx pnpm@12 build': 'release.test.ts',
  'sudo nginx': 'nginx.test.ts starts it with the same file',
  'caddy validate': 'caddy.try.ts starts it with the same file',
  printf: 'below',
  'sudo cp': 'by hand, in a container of systemd',
  'sudo install': 'by hand, in a container of systemd',
  'sudo systemctl enable': 'by hand, in a container of systemd',
  'sudo systemctl reload caddy': 'not run: needs a machine that systemd started',
  'sudo systemctl stop': 'by hand, in a container of systemd',
  'sudo systemctl start': 'by hand, in a container of systemd',
  'sudo systemctl restart': 'by hand, in a container of systemd',
  'sudo journalctl': 'by hand, in a container of systemd',
  'sudo systemd-run': 'by hand, in a container of systemd',
  'sudo mv': 'by hand, in a container of systemd',
  'sudo rm': 'by hand, in a container of systemd',
  'docker compose': 'not run: compose.try.ts starts the same processes',
  'kubectl create': 'not run: needs a cluster',
  'kubectl apply': 'not run: settings.test.ts reads the manifests',
  'kubectl exec': 'not run: needs a cluster',
}

test('every command of the page is named here, with how we know that it works', () => {
  expect(lines.length).toBeGreaterThan(12)
  const known = Object.keys(shownBy)
  expect(lines.filter((line) => !known.some((start) => line.startsWith(start)))).toEqual([])
  expect(known.filter((start) => !lines.some((line) => line.startsWith(start)))).toEqual([])
})

test('every file that the page names is there', () => {
  const files = codeSpans(page).filter(({ line }) =>
    /^(apps\/|compose\.yaml|Dockerfile)/.test(line),
  )
  expect(files.length).toBeGreaterThan(6)
  for (const { line } of files) expect(existsSync(join(root, line)), line).toBe(true)
})

test('the .env that the page makes starts the services of compose.yaml', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-deploy-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const command = lines.find((line) => line.startsWith('printf')) ?? ''
  await promisify(execFile)('sh', ['-c', command], { cwd: folder })
  const text = await readFile(join(folder, '.env'), 'utf8')
  const pairs = [...text.matchAll(/^(\w+)=(.+)$/gm)].map(([, name, value]) => [name, value])
  const { environment = {} } = readCompose(Object.fromEntries(pairs))['server-1'] ?? {}
  expect(readConfig(environment).secretKeys).toHaveLength(1)
  expect(readConfig(environment).databaseUrl).toMatch(/^postgres:\/\/rekey:[0-9a-f]{48}@db:5432/)
})
