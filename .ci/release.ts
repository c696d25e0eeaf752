import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeUnreleased } from './release-notes.ts'

/**
 * `npx pnpm@12 release 0.3.0`: names the version in the change log and in all packages, commits and
 * tags it, and writes to `release/` what is published: the source, its notes, an SBOM (CycloneDX),
 * the licences of all packages, their SHA-256 sums, and a signature of the sums by the SSH key at
 * RELEASE_KEY. It changes nothing if anything is missing.
 */
const folder = process.cwd()
const out = join(folder, 'release')
const changelogPath = join(folder, '.github/CHANGELOG.md')

const [version = ''] = process.argv.slice(2)
const key = process.env.RELEASE_KEY ?? ''

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // Its complaints are in the error that is thrown.
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const pnpm = (...args: string[]): string => run('npx', 'pnpm@12', ...args)

function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function requireReady() {
  if (!/^\d+\.\d+\.\d+$/.test(version)) refuse('Say which version: npx pnpm@12 release 0.3.0')
  if (!existsSync(key))
    refuse('RELEASE_KEY must be the path of the SSH key that signs the release.')
  if (run('git', 'status', '--porcelain') !== '') refuse('Commit or remove your changes first.')
  if (run('git', 'tag', '--list', `v${version}`) !== '')
    refuse(`There is a tag v${version} already.`)
}

/** Writes the version into all package.json and into the page about the client. */
function nameVersion() {
  const files = run('git', 'ls-files', '*package.json').split('\n').filter(Boolean)
  for (const file of files.map((name) => join(folder, name))) {
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/^( {2}"version": )".*"/m, `$1"${version}"`))
  }
  const client = join(folder, 'apps/docs/client.md')
  const text = readFileSync(client, 'utf8')
  writeFileSync(client, text.replace(/rekey-client-[\d.]+\.tgz/, `rekey-client-${version}.tgz`))
}

/** @returns the names of the files, in the order of their sums */
function writeFiles(notes: string): string[] {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out)
  const source = `rekey-${version}.tar.gz`
  run('git', 'archive', `--prefix=rekey-${version}/`, '-o', join(out, source), `v${version}`)
  const texts = {
    'NOTES.md': notes,
    'sbom.cdx.json': pnpm(
      'sbom',
      '--sbom-format',
      'cyclonedx',
      '--sbom-type',
      'application',
      '--prod',
    ),
    'licences.json': pnpm('licenses', 'list', '--json', '--prod', '--recursive'),
  }
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(out, name), text)
  return [source, ...Object.keys(texts)]
}

function sumsOf(names: readonly string[]): string {
  const sum = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex')
  return names.map((name) => `${sum(name)}  ${name}\n`).join('')
}

function release() {
  const date = new Date().toISOString().slice(0, 10)
  const { changelog, notes } = closeUnreleased(readFileSync(changelogPath, 'utf8'), version, date)
  writeFileSync(changelogPath, changelog)
  nameVersion()
  run('git', 'commit', '--all', '--message', `Release ${version}`)
  run('git', 'tag', '--annotate', `v${version}`, '--message', `Rekey ${version}`)
  writeFileSync(join(out, 'SHA256SUMS'), sumsOf(writeFiles(notes)))
  run('ssh-keygen', '-q', '-Y', 'sign', '-f', key, '-n', 'rekey-release', join(out, 'SHA256SUMS'))
}

requireReady()
const before = run('git', 'rev-parse', 'HEAD').trim()
try {
  release()
} catch (error) {
  // requireReady saw that all other changes are committed, so this removes only ours.
  run('git', 'reset', '--quiet', '--hard', before)
  if (run('git', 'tag', '--list', `v${version}`) !== '')
    run('git', 'tag', '--delete', `v${version}`)
  rmSync(out, { recursive: true, force: true })
  refuse(`Nothing was released: ${error instanceof Error ? error.message : String(error)}`)
}
console.log(
  `Rekey ${version} is committed and tagged. Publish what is in release/, and push the tag.`,
)
