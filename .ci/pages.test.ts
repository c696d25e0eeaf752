import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { environmentNames, readConfig } from '../apps/api/src/config.ts'
import { keyBudget } from '../apps/api/src/http/key-budget.ts'
import { hour } from '../apps/api/src/lib/clock.ts'
import { generatePrismaClient } from '../apps/api/src/start/generate-prisma-client.ts'
import { isCall } from '../apps/docs/src/frame/site.ts'
import { readSite } from '../apps/docs/src/read-site.ts'
import { renderMarkdown } from '../apps/docs/src/text/render-markdown.ts'
import { contracts } from '../packages/contracts/src/all.ts'
import { offeredPermissions } from '../packages/contracts/src/permissions.ts'
import { problems } from '../packages/contracts/src/problems.ts'
import { bounds, defaultSettings } from '../packages/contracts/src/settings.ts'
import { eventTypes } from '../packages/contracts/src/webhooks.ts'
import { findCommand } from './find-command.ts'
import {
  allPages,
  callOf,
  codeBlocks,
  codeSpans,
  commandLines,
  internalLinks,
  manual,
  type Page,
  readme,
} from './read-pages.ts'
import { root } from './step.ts'

const pageNamed = (name: string): string =>
  manual.find(({ path }) => path === `apps/docs/${name}.md`)?.text ?? ''

const commands = [...commandLines(manual), ...codeSpans(manual)]

describe('commands', () => {
  test('no command begins with the prompt of a shell, so it can be copied', () => {
    expect(commandLines(manual).filter(({ line }) => /^[$#>] /.test(line))).toEqual([])
  })

  const ofRekey = commands.flatMap(({ path, line }) => {
    const [, words] = /\b(?:pnpm@12 rekey|cli\.ts) ([^">]+?)(?: > .+)?$/.exec(line) ?? []
    return words ? [{ path, words: words.split(' ') }] : []
  })

  test("every command of the operator's is one, with its options and arguments", async () => {
    await generatePrismaClient()
    const { createProgram } = await import('../apps/api/src/commands/program.ts')
    expect(ofRekey.length).toBeGreaterThan(15)
    for (const { path, words } of ofRekey) {
      expect(findCommand(createProgram(), words), `${path}: ${words.join(' ')}`).toBe('found')
    }
    expect(findCommand(createProgram(), ['doctor', '--fast'])).toBe('no option --fast')
    expect(findCommand(createProgram(), ['sso', 'drop'])).toBe('no command drop')
    expect(findCommand(createProgram(), ['sso', 'prove-domain', 'Okta'])).toBe('too few arguments')
  })

  test('the help that the pages name is printed', async () => {
    const cli = join(root, 'apps/api/src/cli.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [cli, '--help'])
    for (const word of new Set(ofRekey.map(({ words: [word = ''] }) => word))) {
      expect(stdout).toContain(word)
    }
  })

  test('every script is in package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = commands.flatMap(({ path, line }) => {
      const [, script] = /^(?:\w+=\S+ )*(?:npx )?pnpm(?:@12)? ([\w:-]+)/.exec(line) ?? []
      return script ? [{ path, script }] : []
    })
    expect(named.length).toBeGreaterThan(10)
    for (const { path, script } of named)
      expect(scripts, `${path}: ${script}`).toHaveProperty(script)
  })
})

describe('the environment', () => {
  /** What the reader's shell holds, not the server's environment. */
  const ofReader = new Set([
    'ACCESS_TOKEN',
    'USER_ID',
    'WEBHOOK_ID',
    'REKEY',
    'KEY',
    'ID',
    'SHOP_URL',
    'REKEY_URL',
    'REKEY_API_KEY',
    'REKEY_WEBHOOK_SECRET',
    // Variables of Node.
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_ENV_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    // Variables of compose.yaml.
    'POSTGRES_PASSWORD',
    'REKEY_HOST',
    'REKEY_TLS',
  ])
  const assigned = commandLines(manual).flatMap(({ path, line }) =>
    [...line.matchAll(/(?:^|export )([A-Z][A-Z0-9_]+)=/g)].map(([, name = '']) => ({ path, name })),
  )
  const spoken = codeSpans(manual).flatMap(({ path, line }) => {
    const [, name] = /^([A-Z]+_[A-Z0-9_]+)(=|$)/.exec(line) ?? []
    return name ? [{ path, name }] : []
  })

  test('every name that a page sets or speaks of is a setting', () => {
    expect(assigned.length).toBeGreaterThan(10)
    for (const { path, name } of [...assigned, ...spoken]) {
      if (ofReader.has(name)) continue
      expect(environmentNames, `${path}: ${name}`).toContain(name.replace(/_FILE$/, ''))
    }
  })

  test('every setting has its line on the page of settings', () => {
    const rows = pageNamed('settings').matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)
    const names = [...rows].flatMap(([, cell = '']) => cell.replaceAll('`', '').split(', '))
    expect(new Set(names)).toEqual(new Set(environmentNames))
  })

  test('the settings on the page about production are accepted', () => {
    const block = commandLines(manual).filter(({ path }) => path === 'apps/docs/production.md')
    const pairs = block.flatMap(({ line }) => {
      const [, name, value = ''] = /^([A-Z_]+)="?(.*?)"?$/.exec(line) ?? []
      const key = Buffer.alloc(32, 7).toString('base64')
      return name ? [[name, value.replace('$(openssl rand -base64 32)', key)]] : []
    })
    expect(pairs.length).toBeGreaterThan(6)
    expect(readConfig(Object.fromEntries(pairs))).toMatchObject({ mailTransport: 'smtp' })
  })
})

describe('the API', () => {
  const isPath = (known: string, path: string) =>
    new RegExp(`^${known.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
  const find = (method: string, path: string) =>
    contracts.find((contract) => contract.method === method && isPath(contract.path, path))

  test('every call that a page names is one', () => {
    const named = codeSpans(manual).flatMap(({ path, line }) => {
      const [, method = '', called = ''] = /^(GET|POST|PUT|PATCH|DELETE) (\/\S+)$/.exec(line) ?? []
      return called ? [{ path, method, called: called.replace(/^\/api\/v1/, '') }] : []
    })
    expect(named.length).toBeGreaterThan(40)
    for (const { path, method, called } of named) {
      if (called !== '/healthz') {
        expect(find(method, called)?.name, `${path}: ${method} ${called}`).toBeDefined()
      }
    }
  })

  test('every curl calls one, with a body that it takes', () => {
    const lines = commandLines(manual).filter(({ line }) => line.includes('/api/v1/'))
    expect(lines.length).toBeGreaterThan(10)
    for (const { path, line } of lines) {
      const call = callOf(line)
      const contract = call && find(call.method, call.path)
      expect(contract?.name, `${path}: ${line}`).toBeDefined()
      if (!call?.body) continue
      const parsed = contract?.body?.safeParse(JSON.parse(call.body))
      expect(parsed?.error?.issues ?? [], `${path}: ${call.body}`).toEqual([])
    }
  })
})

describe('the example', () => {
  const page = manual.filter(({ path }) => path.endsWith('/integrate-in-an-afternoon.md'))

  test('all code on its page is from its files, and stands there as it is quoted', () => {
    const code = codeBlocks(page).filter(({ language }) => language !== 'sh')
    expect(code.length).toBeGreaterThan(10)
    for (const { language, source, text } of code) {
      expect(source, text).toMatch(new RegExp(`^e2e/shop/.+\\.${language}$`))
      expect(readFileSync(join(root, source), 'utf8'), source).toContain(text)
    }
  })
})

describe('completeness', () => {
  test('every problem has its section on the page of errors, with its status', () => {
    const sections = [...pageNamed('errors').matchAll(/^## (\S+)\n\nStatus (\d+)\. /gm)]
    const expected = Object.entries(problems).map(([code, { status }]) => [code, String(status)])
    expect(sections.map(([, code, status]) => [code, status])).toEqual(expected)
  })

  test('every setting of the console stands on the page of settings, with its bounds', () => {
    const page = pageNamed('settings')
    for (const name of Object.keys(defaultSettings)) expect(page).toContain(`| \`${name}\` |`)
    for (const name of ['resetLifetimeMinutes', 'createLifetimeDays'] as const) {
      const [from, to] = bounds[name]
      expect(page).toMatch(
        new RegExp(`\\| \`${name}\` \\| ${defaultSettings[name]} \\|.* ${from} to ${to}\\.`),
      )
    }
  })

  test('the limit of API keys and the age of kept answers are those of the server', async () => {
    expect(keyBudget.seconds).toBe(60)
    expect(pageNamed('limits')).toContain(` ${keyBudget.limit} calls a minute`)
    await generatePrismaClient()
    const { keptFor } = await import('../apps/api/src/models/idempotent-calls.ts')
    expect(pageNamed('idempotency')).toContain(`kept for ${keptFor / hour} hours`)
  })

  test('every permission that roles can hold stands on the page of roles', () => {
    const named = [...pageNamed('roles').matchAll(/^\| `([a-z.-]+)` \|/gm)].map(([, name]) => name)
    expect(named).toEqual(offeredPermissions)
  })

  test('every line of the log that the page names is one of ours', () => {
    const [, table = ''] = /\| `msg` \| level \|(.*?)\n\n/s.exec(pageNamed('operate')) ?? []
    const named = [...table.matchAll(/^\| (.+?) \| \d\d \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words),
    )
    const sources = globSync('apps/api/src/**/*.ts', { cwd: root })
      .filter((path) => !/\.test\.ts$|\/generated\//.test(path))
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n')
    expect(named.length).toBeGreaterThan(10)
    for (const words of named) expect(sources, words).toContain(`'${words}'`)
  })

  test('every type of event stands on the page of webhooks', () => {
    const named = [...pageNamed('webhooks').matchAll(/^\| `([a-z-]+\.[a-z-]+)` \|/gm)].map(
      ([, name]) => name,
    )
    expect(named).toEqual(eventTypes)
  })
})

describe('links', () => {
  const idsOf = ({ text, path }: Page) =>
    path.startsWith('apps/docs/')
      ? renderMarkdown(text, path.slice('apps/docs/'.length, -'.md'.length)).headings.map(
          ({ id }) => id,
        )
      : []

  /** The pages of calls are made from the contracts: only the site has them, not the folder. */
  const callsOfSite = async () =>
    new Map(
      (await readSite()).pages
        .filter(({ name }) => isCall(name))
        .map(({ name, headings }) => [`apps/docs/${name}.md`, headings.map(({ id }) => id)]),
    )

  test('every link within the repository leads to a page or file, and its anchor to a heading', async () => {
    const calls = await callsOfSite()
    for (const { path, line } of internalLinks(allPages)) {
      const [file = '', anchor] = line.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      const ofCall = path.startsWith('apps/docs/') ? calls.get(target) : undefined
      expect(ofCall !== undefined || existsSync(join(root, target)), `${path}: ${line}`).toBe(true)
      const page = manual.find((each) => each.path === target)
      const ids = ofCall ?? (page && idsOf(page))
      if (anchor && ids) expect(ids, `${path}: ${line}`).toContain(anchor)
    }
  })

  test('the README is read in five minutes', () => {
    const words = readme.flatMap(({ text }) => text.split(/\s+/).filter(Boolean))
    expect(words.length).toBeLessThanOrEqual(1_200)
  })
})
