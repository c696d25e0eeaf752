import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import * as z from 'zod/mini'

const address = z.strictObject({ email: z.email(), name: z.optional(z.string()) })
const setting = z.strictObject({ enable: z.boolean() })

/** Their API sets these itself and refuses a mail that names one. */
const reserved =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i

/** The body of `POST /v3/mail/send`, as far as a mail of ours may use it. */
const mailBody = z.strictObject({
  personalizations: z.tuple([z.strictObject({ to: z.tuple([address]) })]),
  from: address,
  reply_to: z.optional(address),
  subject: z.string().check(z.minLength(1)),
  content: z.tuple([
    z.strictObject({ type: z.literal('text/plain'), value: z.string().check(z.minLength(1)) }),
    z.strictObject({ type: z.literal('text/html'), value: z.string().check(z.minLength(1)) }),
  ]),
  headers: z.record(
    z.string().check(z.refine((name) => !reserved.test(name), 'is reserved')),
    z.string(),
  ),
  custom_args: z.optional(z.record(z.string(), z.string())),
  mail_settings: z.strictObject({ bypass_list_management: setting }),
  tracking_settings: z.strictObject({
    click_tracking: z.strictObject({ enable: z.boolean(), enable_text: z.boolean() }),
    open_tracking: setting,
    subscription_tracking: setting,
    ganalytics: setting,
  }),
})

type SendgridMail = z.infer<typeof mailBody>

/** What the fake does with the next call. Scripted steps are used once; after them it accepts. */
export type SendgridStep =
  | {
      readonly do: 'answer'
      readonly status: number
      readonly body?: string | object
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Accepts the call and never answers. */
  | { readonly do: 'hang' }
  /** Answers a byte at a time, and never to the end. */
  | { readonly do: 'trickle' }
  /** Cuts the connection. */
  | { readonly do: 'drop' }
  /** Answers with text that isn't HTTP. */
  | { readonly do: 'babble' }

export type SendgridFake = {
  readonly url: string
  /** Accepted mails, oldest first. */
  readonly mails: readonly SendgridMail[]
  /** The HTTP headers of each call. */
  readonly calls: readonly IncomingMessage['headers'][]
  script(...steps: SendgridStep[]): void
  close(): Promise<void>
}

type Options = { readonly apiKey: string; readonly scopes?: readonly string[] }

/**
 * Speaks SendGrid's Web API v3 as far as we do: their answers, their errors, on a port of its own.
 */
export async function openSendgridFake({ apiKey, scopes = ['mail.send'] }: Options) {
  const mails: SendgridMail[] = []
  const calls: IncomingMessage['headers'][] = []
  const steps: SendgridStep[] = []
  const server = createServer((request, response) => {
    calls.push(request.headers)
    const step = steps.shift()
    if (step) return follow(step, response)
    if (request.headers.authorization !== `Bearer ${apiKey}`) {
      return refuse(
        response,
        401,
        'The provided authorization grant is invalid, expired, or revoked',
      )
    }
    const call = `${request.method} ${request.url}`
    if (call === 'GET /v3/scopes') return answer(response, 200, { scopes })
    if (call !== 'POST /v3/mail/send') return refuse(response, 404, 'not found')
    void text(request).then((json) => take(json, mails, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const fake: SendgridFake = {
    url: `http://127.0.0.1:${port}`,
    mails,
    calls,
    script: (...given) => void steps.push(...given),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return fake
}

function take(json: string, mails: SendgridMail[], response: ServerResponse) {
  const { data, error } = mailBody.safeParse(JSON.parse(json))
  if (error) {
    const [issue] = error.issues
    return refuse(response, 400, issue?.message ?? '', issue?.path.join('.') ?? null)
  }
  mails.push(data)
  response.writeHead(202, { 'x-message-id': randomBytes(16).toString('base64url') }).end()
}

function follow(step: SendgridStep, response: ServerResponse) {
  if (step.do === 'hang') return
  if (step.do === 'drop') return void response.socket?.destroy()
  if (step.do === 'babble') return void response.socket?.end('220 mail.example ESMTP\r\n')
  if (step.do === 'trickle') return trickle(response)
  answer(response, step.status, step.body ?? '', step.headers)
}

function trickle(response: ServerResponse) {
  response.writeHead(202, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

const refuse = (
  response: ServerResponse,
  status: number,
  message: string,
  field: string | null = null,
) => answer(response, status, { errors: [{ message, field, help: null }] })

function answer(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Readonly<Record<string, string>> = {},
) {
  const isHtml = typeof body === 'string'
  const type = isHtml ? 'text/html' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(isHtml ? body : JSON.stringify(body))
}
