import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServer } from './open-server.ts'

const folder = join(import.meta.dirname, '..')
const bin = (name: string) => join(folder, 'node_modules/.bin', name)
const run = promisify(execFile)
const project = mkdtempSync(join(tmpdir(), 'rekey-client-'))
let tarball = ''

beforeAll(async () => {
  tarball = await pack(folder)
  writeFileSync(join(project, 'package.json'), JSON.stringify(await sampleManifest()))
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: project })
  cpSync(join(folder, 'testing/sample-project/sample.ts'), join(project, 'sample.ts'))
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

/** @returns the path of the tarball */
async function pack(packageFolder: string, ...options: string[]): Promise<string> {
  const command = ['pack', '--json', '--pack-destination', project, ...options]
  const { stdout } = await run('npm', command, { cwd: packageFolder })
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')))
  return join(project, filename)
}

/** The webhook library comes from this repository's packages, because nothing may be downloaded. */
async function sampleManifest() {
  const library = realpathSync(join(folder, 'node_modules/standardwebhooks'))
  const others = ['standardwebhooks', '@stablelib/base64', 'fast-sha256']
  const overrides: Record<string, string> = {}
  for (const name of others) {
    const packed = await pack(join(dirname(library), name), '--ignore-scripts')
    overrides[name] = `file:${packed}`
  }
  return {
    private: true,
    type: 'module',
    dependencies: { '@rekey/client': `file:${tarball}` },
    overrides,
  }
}

describe('the package', () => {
  test('has nothing that publint finds', async () => {
    const { stdout } = await run(bin('publint'), ['run', tarball, '--strict'])
    expect(stdout).toContain('All good!')
  })

  test('has types that resolve as its code does', async () => {
    const checked = await checkPackage(createPackageFromTarballData(readFileSync(tarball)))
    const problems = checked.types === false ? ['no types'] : checked.problems
    // This one holds for every ES module: older versions of Node can't `require` it.
    const ofEsModules = { kind: 'CJSResolvesToESM', resolutionKind: 'node16-cjs' }
    expect(problems).toEqual([{ ...ofEsModules, entrypoint: '.' }])
  })

  test('contains what its users need, and no tests or sources', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball])
    const files = stdout.trim().split('\n')
    expect(files).toEqual(expect.arrayContaining(['package/README.md', 'package/LICENSE']))
    const allowed = /^package\/(dist\/.+\.(js|d\.ts)|README\.md|LICENSE|package\.json)$/
    for (const file of files) expect(file).toMatch(allowed)
    expect(files.join(' ')).not.toContain('test')
  })

  test('needs only the webhook library', () => {
    const read = readFileSync(join(project, 'node_modules/@rekey/client/package.json'), 'utf8')
    expect(Object.keys(JSON.parse(read).dependencies)).toEqual(['standardwebhooks'])
    expect(existsSync(join(project, 'node_modules/zod'))).toBe(false)
  })

  const bundled = async (external: string[] = []) => {
    const input = join(project, 'node_modules/@rekey/client/dist/create-client.js')
    const bundle = await rolldown({ input, external, platform: 'browser' })
    const { output } = await bundle.generate({
      format: 'iife',
      name: 'client',
      globals: { standardwebhooks: 'standardwebhooks' },
      minify: true,
    })
    return output[0]
  }

  test('has at most 6,000 bytes of its own in a page, and 10,000 with the webhook library', async () => {
    const [own, whole] = [await bundled(['standardwebhooks']), await bundled()]
    expect(gzipSync(own.code).length).toBeLessThanOrEqual(6_000)
    expect(gzipSync(whole.code).length).toBeLessThanOrEqual(10_000)
  })

  test('works in a page without anything of Node', async () => {
    const { code, imports } = await bundled()
    expect(imports).toEqual([])
    const used = await runInPage(`${code}; ${useInPage}`)
    expect(used).toBe('POST https://a.example/api/v1/password-resets, secret-malformed')
  })
})

const useInPage = `(async () => {
  const fetch = async (url, { method }) => Response.json({ called: method + ' ' + url })
  const rekey = client.createClient({ baseUrl: 'https://a.example', apiKey: 'rk_x', fetch })
  const { called } = await rekey.requestReset({ username: 'jane' })
  try { client.verifyWebhook('{}', {}, '') } catch (error) { return called + ', ' + error.code }
})()`

/** Only what browsers have: no process, Buffer, require or global. */
const runInPage = (code: string): Promise<unknown> =>
  runInNewContext(code, {
    URL,
    URLSearchParams,
    Headers,
    Response,
    AbortController,
    TextEncoder,
    TextDecoder,
    setTimeout,
    clearTimeout,
    crypto,
  })

describe('an empty project that installs it', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])(
    'type-checks with module %s and resolution %s, strictly and with all libraries',
    async (module, moduleResolution) => {
      const options = [
        '--strict',
        '--exactOptionalPropertyTypes',
        '--noUncheckedIndexedAccess',
        '--noEmit',
      ]
      const types = ['--target', 'es2022', '--lib', 'es2022,dom,dom.asynciterable', '--types', '']
      const how = [
        '--module',
        module,
        '--moduleResolution',
        moduleResolution,
        '--skipLibCheck',
        'false',
      ]
      const { stdout } = await run(bin('tsc'), [...options, ...types, ...how, 'sample.ts'], {
        cwd: project,
      })
      expect(stdout).toBe('')
    },
  )

  test('calls a real server', async () => {
    const real = await openServer(['users.read', 'users.write'])
    const compile = ['--target', 'es2022', '--module', 'nodenext', '--types', '', 'sample.ts']
    await run(bin('tsc'), compile, { cwd: project })
    const { stdout } = await run(process.execPath, ['sample.js', real.url, real.apiKey], {
      cwd: project,
    })
    expect(JSON.parse(stdout)).toEqual({
      names: ['sample@northwind.example'],
      items: 1,
      code: 'username-taken',
      fault: 'headers-missing',
    })
    await real.close()
  })
})
