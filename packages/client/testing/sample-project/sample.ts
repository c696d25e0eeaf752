import {
  createClient,
  type ListUsersAnswer,
  type ProblemCode,
  RekeyError,
  RekeyProblem,
  RekeyWebhookError,
  type User,
  verifyWebhook,
  type WebhookEvent,
} from '@rekey/client'

// The program of an integrator, which a test installs and runs. It prints what it found.
declare const process: { argv: string[] }
const [, , baseUrl = '', apiKey = ''] = process.argv
const rekey = createClient({ baseUrl, apiKey })

const added: User = await rekey.createUser({
  username: 'sample@northwind.example',
  displayName: 'Sample',
  kind: 'member',
})

const names: string[] = []
for await (const user of rekey.listUsers.all({ search: 'sample' })) names.push(user.username)
const page: ListUsersAnswer = await rekey.listUsers({ limit: 1 })

let code: ProblemCode | null = null
try {
  await rekey.createUser({ username: added.username, displayName: 'Again', kind: 'member' })
} catch (error) {
  if (error instanceof RekeyProblem && error instanceof RekeyError) code = error.code
}

let fault = ''
try {
  const event: WebhookEvent = verifyWebhook('{}', new Headers(), 'whsec_AAAA')
  if (event.type === 'password.changed') fault = String(event.data.userId)
} catch (error) {
  if (error instanceof RekeyWebhookError) fault = error.code
}

// A key from the environment may be missing, which is told when the client is made.
void (() => createClient({ baseUrl, apiKey: process.argv[9] }))
// @ts-expect-error: a field that doesn't exist
void (() => rekey.requestReset({ name: 'jane' }))
// @ts-expect-error: an operation that needs an id
void (() => rekey.showUser())
// @ts-expect-error: a kind that doesn't exist
void (() => rekey.listUsers({ kind: 'robot' }))
// @ts-expect-error: only lists have all items
void rekey.showUser.all

console.log(JSON.stringify({ names, items: page.items.length, code, fault }))
