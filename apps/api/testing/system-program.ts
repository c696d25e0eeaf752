import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Servers such as nginx, which are not on the PATH of an ordinary user. */
const ofAdministrators = ['/usr/local/sbin', '/usr/sbin']

/** The first of these programs that the PATH or the system has, or null. */
export function findOnPath(names: readonly string[]): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ofAdministrators]
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find(isExecutable) ?? null
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @throws a sentence that says what to do; the packages of Debian are named like the programs */
export function requireProgram(name: string): string {
  const path = findOnPath([name])
  if (path) return path
  throw new Error(
    `The tests need ${name}, and it could not be installed. Install it (Debian: \`apt-get install ${name}\`).`,
  )
}

/**
 * Runs before tests that need these programs: finds them or installs them, otherwise exits with 1.
 */
export function ensurePrograms(names: readonly string[]): void {
  const missing = names.filter((name) => !findOnPath([name]))
  if (missing.length > 0) installDebianPackages(missing)
  try {
    for (const name of names) console.log(requireProgram(name))
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}

/**
 * Installs packages of Debian or Ubuntu, as root or where sudo asks for no password.
 * @returns false where that isn't possible; what apt-get says is printed
 */
export function installDebianPackages(packages: readonly string[]): boolean {
  if (!findOnPath(['apt-get'])) return false
  const aptGet = (...args: string[]) => runAsRoot(['apt-get', '-qq', ...waitForOthers, ...args])
  const install = () => aptGet('install', '-y', '--no-install-recommends', ...packages)
  // A new machine has no lists of packages yet, an old one has lists that name deleted versions.
  return install() || (aptGet('update') && install())
}

/** A machine that has just started often installs updates by itself. */
const waitForOthers = ['-o', 'DPkg::Lock::Timeout=120']

/** In run level 1 Debian doesn't start the servers it installs: tests start their own. */
const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1']

function runAsRoot(command: readonly string[]): boolean {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const [program = '', ...args] = [...asRoot, ...environment, ...command]
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0
}
