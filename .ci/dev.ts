import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildPages } from '../apps/api/src/start/build-pages.ts'
import { generatePrismaClient } from '../apps/api/src/start/generate-prisma-client.ts'
import { root } from './step.ts'

/**
 * `pnpm dev`: runs the API, which restarts on every change, and the web app with hot reload, which
 * passes API calls on. If one of them ends, also by Ctrl-C, the other one is ended too.
 */

/** The same address as in the web app's own settings. */
const webUrl = 'http://localhost:5173'

const start = (program: string, args: string[], folder: string): ChildProcess =>
  spawn(program, args, {
    cwd: join(root, folder),
    // Links in mails must lead to vite's pages.
    env: { PUBLIC_URL: webUrl, ...process.env },
    stdio: 'inherit',
  })

// The API serves built pages too. Look at vite's pages instead, which have hot reload.
await Promise.all([generatePrismaClient(), buildPages()])

const children = [
  start(process.execPath, ['--watch', 'apps/api/src/server.ts'], '.'),
  start('node_modules/.bin/vite', [], 'apps/web'),
]

const endAll = () => {
  for (const child of children) child.kill('SIGTERM')
}

for (const child of children) {
  child.once('error', endAll).once('exit', (code) => {
    process.exitCode ||= code ?? 0
    endAll()
  })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endAll)
