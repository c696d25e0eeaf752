import type { Code } from '../text/render-code.ts'
import type { Operation } from './operations.ts'
import { pythonLiteral } from './python-literal.ts'

/** The same call in each language that the pages show. */
export const exampleCalls = (operation: Operation): readonly Code[] => [
  { language: 'sh', text: curlOf(operation) },
  { language: 'js', text: javascriptOf(operation) },
  { language: 'python', text: pythonOf(operation) },
]

/** With an API key if one is taken, otherwise with the access token of an app. */
function tokenOf({ schemes }: Operation): 'KEY' | 'ACCESS_TOKEN' | null {
  if (schemes.includes('apiKey')) return 'KEY'
  return schemes.includes('accessToken') ? 'ACCESS_TOKEN' : null
}

/** The header only has an effect with an API key. */
const takesIdempotencyKey = (operation: Operation) =>
  tokenOf(operation) === 'KEY' &&
  operation.parameters.header.some(({ name }) => name === 'Idempotency-Key')

/** Names in the path as variables: `{id}` is `$ID`, `${id}` or `{id}`. */
const fillPath = ({ path }: Operation, fill: (name: string) => string) =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => fill(name))

const queryOf = ({ queryExample }: Operation) => {
  const query = new URLSearchParams(queryExample).toString()
  return query && `?${query}`
}

const shellName = (name: string) => name.replace(/[A-Z]/g, '_$&').toUpperCase()
const snakeName = (name: string) => shellName(name).toLowerCase()
const indent = (text: string, by: string) => text.replaceAll('\n', `\n${by}`)

function curlOf(operation: Operation): string {
  const { body, method } = operation
  const address = `"$REKEY${fillPath(operation, (name) => `$${shellName(name)}`)}${queryOf(operation)}"`
  const token = tokenOf(operation)
  const implied = body ? 'POST' : 'GET'
  return [
    method === implied ? `curl ${address}` : `curl -X ${method} ${address}`,
    ...(token ? [`-H "Authorization: Bearer $${token}"`] : []),
    ...(body ? [`-H "Content-Type: ${body.type}"`] : []),
    ...(takesIdempotencyKey(operation) ? ['-H "Idempotency-Key: ticket-20417"'] : []),
    ...(body ? curlBody(operation) : []),
  ].join(' \\\n  ')
}

function curlBody({ body }: Operation): string[] {
  if (body?.type === 'application/json') {
    const text = JSON.stringify(body.example, null, 2).replaceAll("'", "'\\''")
    return [`-d '${indent(text, '  ')}'`]
  }
  if (body?.type === 'application/x-www-form-urlencoded') {
    const fields = Object.entries(body.example as Record<string, string>)
    return fields.map(([name, value]) => `--data-urlencode '${name}=${value}'`)
  }
  return ['--data-binary @body.txt']
}

function javascriptOf(operation: Operation): string {
  const { method, body, answer } = operation
  const token = tokenOf(operation) === 'KEY' ? 'key' : 'accessToken'
  const lines = [
    ...(method === 'GET' ? [] : [`method: '${method}',`]),
    ...headerLines(operation, token),
    ...(body ? [`body: ${indent(javascriptBody(body), '  ')},`] : []),
  ]
  const path = fillPath(operation, (name) => `\${${name}}`)
  const address = `\`\${rekey}${path}${queryOf(operation)}\``
  const options = lines.length > 0 ? `, {\n  ${lines.join('\n  ')}\n}` : ''
  const read = answer.type.includes('json') ? '\nconst result = await answer.json()' : ''
  return `const answer = await fetch(${address}${options})${read}`
}

function headerLines(operation: Operation, token: string): string[] {
  const { body } = operation
  const headers = [
    ...(tokenOf(operation) ? [`Authorization: \`Bearer \${${token}}\`,`] : []),
    ...(body ? [`'Content-Type': '${body.type}',`] : []),
    ...(takesIdempotencyKey(operation) ? ["'Idempotency-Key': 'ticket-20417',"] : []),
  ]
  return headers.length > 0 ? ['headers: {', ...headers.map((line) => `  ${line}`), '},'] : []
}

function javascriptBody({ type, example }: NonNullable<Operation['body']>): string {
  const data = JSON.stringify(example, null, 2).replace(/"(\w+)":/g, '$1:')
  if (type === 'application/json') return `JSON.stringify(${data})`
  return type.includes('form') ? `new URLSearchParams(${data})` : 'body'
}

function pythonOf(operation: Operation): string {
  const { method, body } = operation
  const path = fillPath(operation, (name) => `{${snakeName(name)}}`)
  const isJson = body?.type === 'application/json'
  const token = tokenOf(operation) === 'KEY' ? 'key' : 'access_token'
  const headers = [
    ...(tokenOf(operation) ? [`"Authorization": f"Bearer {${token}}"`] : []),
    ...(takesIdempotencyKey(operation) ? ['"Idempotency-Key": "ticket-20417"'] : []),
    ...(body && !isJson ? [`"Content-Type": "${body.type}"`] : []),
  ]
  const lines = [
    `f"{rekey}${path}${queryOf(operation)}",`,
    ...(headers.length > 0 ? [`headers={${headers.join(', ')}},`] : []),
    ...(body ? [pythonBody(body)] : []),
  ]
  const read = operation.answer.type.includes('json') ? '\nresult = answer.json()' : ''
  return `answer = requests.${method.toLowerCase()}(\n    ${lines.join('\n    ')}\n)${read}`
}

function pythonBody({ type, example }: NonNullable<Operation['body']>): string {
  if (type === 'application/json') return `json=${indent(pythonLiteral(example), '    ')},`
  return type.includes('form') ? `data=${indent(pythonLiteral(example), '    ')},` : 'data=body,'
}
