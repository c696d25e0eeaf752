import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeUnreleased } from './release-notes.ts'
import { root } from './step.ts'

/** A clone with a change that isn't released, beside a key that signs. */
const folder = mkdtempSync(join(tmpdir(), 'rekey-release-'))
const clone = join(folder, 'rekey')
const key = join(folder, 'key')
const changelog = join(clone, '.github/CHANGELOG.md')

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@x.example', ...args], {
    cwd: clone,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

const release = (version: string, env: Record<string, string> = { RELEASE_KEY: key }) =>
  spawnSync(process.execPath, [join(clone, '.ci/release.ts'), version], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, ...identity, ...env },
  })

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@x.example',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@x.example',
}

beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone])
  for (const name of ['release.ts', 'release-notes.ts']) {
    writeFileSync(join(clone, '.ci', name), readFileSync(join(root, '.ci', name)))
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  writeFileSync(join(clone, '.git/info/exclude'), 'node_modules\nrelease\n')
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', 'Prepare')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'release', '-f', key])
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['without a version', '', { RELEASE_KEY: key }, 'Say which version'],
  ['without a key', '9.9.9', { RELEASE_KEY: '' }, 'RELEASE_KEY must be'],
])('%s, nothing is released', (_name, version, env, sentence) => {
  const { status, stderr } = release(version, env)
  expect(status).toBe(1)
  expect(stderr).toContain(sentence)
  expect(git('status', '--porcelain')).toBe('')
})

test('a key that can’t sign leaves everything as it was', () => {
  const commit = git('rev-parse', 'HEAD')
  const { status, stderr } = release('9.9.8', { RELEASE_KEY: changelog })
  expect(status).toBe(1)
  expect(stderr).toContain('Nothing was released')
  expect(git('rev-parse', 'HEAD')).toBe(commit)
  expect(git('status', '--porcelain') + git('tag', '--list')).toBe('')
  expect(readdirSync(clone)).not.toContain('release')
})

test('a version is named, tagged, and written with its sums and their signature', () => {
  const { status, stderr, stdout } = release('9.9.9')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('Rekey 9.9.9 is committed and tagged.')
  expect(git('status', '--porcelain')).toBe('')
  expect(git('tag', '--points-at', 'HEAD')).toBe('v9.9.9\n')
  expect(readFileSync(changelog, 'utf8')).toContain('## [9.9.9] - ')
  const { version } = JSON.parse(readFileSync(join(clone, 'apps/api/package.json'), 'utf8'))
  expect(version).toBe('9.9.9')

  const out = join(clone, 'release')
  expect(readdirSync(out).sort()).toEqual(
    [
      'NOTES.md',
      'SHA256SUMS',
      'SHA256SUMS.sig',
      'licences.json',
      'rekey-9.9.9.tar.gz',
      'sbom.cdx.json',
    ].sort(),
  )
  execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: out })
  const sbom = JSON.parse(readFileSync(join(out, 'sbom.cdx.json'), 'utf8'))
  expect(sbom.bomFormat).toBe('CycloneDX')
  expect(sbom.components.map(({ name }: { name: string }) => name)).toContain('fastify')
  writeFileSync(join(folder, 'signers'), `release@rekey ${readFileSync(`${key}.pub`, 'utf8')}`)
  const verify = ['-Y', 'verify', '-f', join(folder, 'signers'), '-I', 'release@rekey']
  const signature = ['-n', 'rekey-release', '-s', join(out, 'SHA256SUMS.sig')]
  const input = readFileSync(join(out, 'SHA256SUMS'))
  expect(spawnSync('ssh-keygen', [...verify, ...signature], { input }).status).toBe(0)
  expect(spawnSync('ssh-keygen', [...verify, ...signature], { input: 'x' }).status).not.toBe(0)
})

test('the same version is never released twice', () => {
  expect(release('9.9.9').stderr).toContain('There is a tag v9.9.9 already.')
})

test('a change log without anything new refuses', () => {
  const text = '# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-01\n\n- A\n'
  expect(() => closeUnreleased(text, '1.1.0', '2026-02-02')).toThrow('lists nothing')
  expect(() => closeUnreleased(text, '1.0.0', '2026-02-02')).toThrow('already')
})
