import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../../packages/contracts/src/all.ts'
import { problems } from '../../../../packages/contracts/src/problems.ts'
import { markdownFile } from '../pages.ts'
import { readApi } from './api-document.ts'
import { readErrorCauses } from './error-causes.ts'
import { exampleCalls } from './example-calls.ts'
import { operationMarkdown } from './operation-markdown.ts'
import { readOperations } from './operations.ts'
import { pythonLiteral } from './python-literal.ts'
import { renderOperation } from './render-operation.ts'

const operations = readOperations(readApi())
const causes = readErrorCauses(readFileSync(markdownFile('errors'), 'utf8'))

const operation = (name: string) => {
  const found = operations.find((each) => each.name === name)
  if (!found) throw new Error(`No operation ${name}`)
  return found
}

const textOf = (name: string, language: string) =>
  exampleCalls(operation(name)).find((code) => code.language === language)?.text ?? ''

test('every call of the contracts has a page', () => {
  expect(operations.map(({ name }) => name).toSorted()).toEqual(
    contracts.map(({ name }) => name).toSorted(),
  )
})

test('a page shows who may call, what is taken, and the cause and cure of each error', () => {
  const { html, headings } = renderOperation(operation('start-user-reset'), causes)
  expect(headings.map(({ id }) => id)).toEqual([
    'access',
    'path',
    'headers',
    'body',
    'answer',
    'errors',
  ])
  expect(html).toContain(
    '<code>users.reset-password</code> or <code>contacts.reset-password</code>',
  )
  expect(html).toContain('string, at most 500 characters')
  expect(html).toContain('href="../errors#user-deactivated"')
  expect(html).toContain('Reactivate the user first.')
})

test('a page says once who may call', () => {
  const markdown = operationMarkdown(operation('request-reset'), causes)
  expect(markdown).toContain('nothing is looked up before it is sent.')
  expect(markdown).toContain('## Who may call\n\nEveryone.')
  expect(markdown).not.toContain('No sign-in is needed')
})

test('every error of every call has its cause and cure', () => {
  expect([...causes.keys()]).toEqual(Object.keys(problems))
  for (const { name, errors } of operations) {
    for (const { code } of errors) expect(causes.has(code), `${name}: ${code}`).toBe(true)
  }
})

test('the example of an error is one of the call itself, before those that most calls have', () => {
  const exampleOf = (name: string) => operation(name).errorExample?.value
  expect(exampleOf('start-user-reset')).toMatchObject({ code: 'user-deactivated' })
  expect(exampleOf('complete-reset')).toMatchObject({ code: 'conflict' })
  expect(exampleOf('create-role')).toMatchObject({ code: 'conflict' })
  expect(exampleOf('see-disowned-resets')).toMatchObject({ code: 'rate-limited' })
  const codes = operation('start-user-reset').errors.map(({ code }) => code)
  expect(codes.indexOf('conflict')).toBeGreaterThan(codes.indexOf('rate-limited'))
})

test('a page as Markdown links to pages as Markdown', () => {
  const markdown = operationMarkdown(operation('start-user-reset'), causes)
  expect(markdown).toContain('# Start user reset\n')
  expect(markdown).toContain('](../authentication.md)')
  const withLink = { ...operation('start-user-reset'), description: 'See [roles](roles.md).' }
  expect(operationMarkdown(withLink, causes)).toContain('See [roles](../roles.md).')
})

describe('examples', () => {
  test('in curl are what a shell understands', () => {
    const script = operations.map(({ name }) => textOf(name, 'sh')).join('\n')
    expect(spawnSync('sh', ['-n'], { input: script }).stderr.toString()).toBe('')
  })

  test('in JavaScript are what Node understands', () => {
    const functions = operations.map(({ name }) => `async () => {\n${textOf(name, 'js')}\n}`)
    const { stderr } = spawnSync(process.execPath, ['--check', '-'], {
      input: functions.join(';\n'),
    })
    expect(stderr.toString()).toBe('')
  })

  test('send an API key where one is taken, and the token of an app for the own account', () => {
    expect(textOf('list-users', 'sh')).toContain('-H "Authorization: Bearer $KEY"')
    expect(textOf('change-password', 'sh')).toContain('-H "Authorization: Bearer $ACCESS_TOKEN"')
    expect(textOf('request-reset', 'sh')).not.toContain('Authorization')
    expect(textOf('start-user-reset', 'python')).toContain('"Idempotency-Key"')
    expect(textOf('request-reset', 'python')).not.toContain('Idempotency-Key')
  })

  test('in Python use its words for true, false and nothing', () => {
    expect(pythonLiteral({ a: true, b: null, c: ['x'], d: {} })).toBe(
      '{\n    "a": True,\n    "b": None,\n    "c": [\n        "x",\n    ],\n    "d": {},\n}',
    )
  })
})
