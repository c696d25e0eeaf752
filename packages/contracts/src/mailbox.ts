import * as z from 'zod/mini'
import { instant, uuid } from './fields.ts'

/** `GET /dev/mailbox/messages?to=`: the mails in the mailbox transport, newest first. */
export const mailboxMessages = z.object({
  items: z.array(
    z.object({
      id: uuid,
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      headers: z.record(z.string(), z.string()),
      at: instant,
    }),
  ),
})
