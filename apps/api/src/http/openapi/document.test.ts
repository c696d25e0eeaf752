import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { contracts } from '@rekey/contracts/all'
import { expect, test } from 'vitest'
import { documentedCalls } from '../../../testing/api-schemas.ts'
import { apiDocument } from './document.ts'

const api = fileURLToPath(new URL('../../../', import.meta.url))
const document = apiDocument('https://accounts.northwind.example')
const text = JSON.stringify(document)

test('Redocly finds nothing to complain about', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-openapi-'))
  const file = join(folder, 'openapi.json')
  await writeFile(file, text)
  // It must not report its use, nor look for newer versions of itself.
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const lint = promisify(execFile)(
    join(api, 'node_modules/.bin/redocly'),
    ['lint', file, '--config', join(api, 'redocly.yaml'), '--format', 'json'],
    { env: { ...process.env, ...quiet } },
  )
  const { stdout } = await lint.catch((error: { stdout: string }) => error)
  await rm(folder, { recursive: true })
  expect(JSON.parse(stdout)).toMatchObject({ problems: [], totals: { errors: 0, warnings: 0 } })
})

test.each(contracts)(
  '$name has a summary without a full stop, a description, a tag, and says who may call it',
  (contract) => {
    const operation = documentedCalls.get(contract.name)?.operation as Record<string, unknown>
    expect(operation).toMatchObject({
      // Pages add the full stop where it stands in a text, and leave it out in a list.
      summary: expect.stringMatching(/\w.*[^.!?]$/),
      tags: [expect.stringMatching(/\w/)],
      security: expect.any(Array),
    })
    const [description, access] = String(operation.description).split(/\n\n(?=[^\n]+$)/)
    expect(description, 'Write a comment above the contract.').toMatch(/^[A-Z`"].*[.)]$/s)
    expect(access).toMatch(/^No sign-in is needed\.$|^Any signed-in user may call this\.$|^Needs `/)
  },
)

test('each tag has a description and leads to a page of the documentation', () => {
  const used = new Set([...documentedCalls.values()].flatMap(({ operation }) => operation.tags))
  expect(document.tags?.map(({ name }) => name)).toEqual([...used].toSorted())
  for (const tag of document.tags ?? []) {
    expect(tag.description).toMatch(/\.$/)
    expect(tag.externalDocs?.url).toMatch(/^https:\/\/accounts\.northwind\.example\/docs\/[\w-]+$/)
  }
})

test('schemas that several operations use have a name and are written once', () => {
  const names = Object.keys(document.components?.schemas ?? {})
  expect(names).toEqual(expect.arrayContaining(['User', 'Role', 'Message', 'Problem', 'Session']))
  for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z]+$/)
  for (const field of ['resetAddress', 'hasClientSecret', 'opensConsole']) {
    expect(text.split(`"${field}":{`).length, field).toBe(2)
  }
})

test('times and ids have a format and no pattern, because generators would check it on dates', () => {
  const faults: string[] = []
  JSON.parse(text, (name, value) => {
    if (['date-time', 'uuid'].includes(value?.format) && value.pattern) faults.push(name)
    return value
  })
  expect(faults).toEqual([])
})

test('a caller needs one of the permissions, and which ways in give it', () => {
  const security = documentedCalls.get('show-user')?.operation.security
  expect(security).toEqual(
    expect.arrayContaining([{ session: ['users.read'] }, { accessToken: ['contacts.read'] }]),
  )
  expect(documentedCalls.get('change-settings')?.operation.security).not.toContainEqual({
    accessToken: ['settings.write'],
  })
  expect(documentedCalls.get('request-reset')?.operation.security).toEqual([])
})
