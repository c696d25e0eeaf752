import { uuid } from '@rekey/contracts/fields'
import { mailboxMessages } from '@rekey/contracts/mailbox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import { openMailbox } from '../../mail/mailbox.ts'
import { guardMailbox } from './guard-mailbox.ts'

/**
 * Headers for a mail in our frame: no script runs, nothing is loaded, and no other site can frame
 * it.
 */
const mailPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

const mailboxPage = /^\/dev\/mailbox(?=[/?]|$)/

/**
 * `GET /dev/mailbox/messages?to=` and each mail's HTML at its own address, only with the mailbox
 * transport and only for this machine. The page `/dev/mailbox` belongs to the web app, with the
 * same guard.
 */
export function mailboxRoutes(root: FastifyInstance, { config }: Pick<Deps, 'config'>) {
  const isServed = config.mailTransport === 'mailbox'
  const guard = async (request: FastifyRequest) => {
    if (!isServed) throw new Problem('not-found')
    guardMailbox(config, request)
  }
  root.addHook('onRequest', async (request) => {
    if (mailboxPage.test(request.url)) await guard(request)
  })
  if (!isServed) return

  const app = root.withTypeProvider<ZodTypeProvider>()
  const mailbox = openMailbox(config.dataDir)
  app.get(
    '/dev/mailbox/messages',
    {
      // Needed beside the hook above, because other spellings of its path also reach this route.
      onRequest: guard,
      schema: {
        querystring: z.strictObject({ to: z.optional(z.string()) }),
        response: { 200: mailboxMessages },
      },
    },
    async ({ query }, reply) => {
      reply.header('cache-control', 'no-store')
      return { items: await mailbox.list(query) }
    },
  )
  app.get(
    '/dev/mailbox/messages/:id/html',
    { onRequest: guard, schema: { params: z.strictObject({ id: uuid }) } },
    async ({ params }, reply) => {
      const message = await mailbox.find(params.id)
      if (!message) throw new Problem('not-found')
      return reply
        .header('content-security-policy', mailPolicy)
        .header('x-frame-options', 'SAMEORIGIN')
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(message.html)
    },
  )
}
