import * as z from 'zod/mini'
import { route } from './route.ts'

/** What every public page shows about the installation. The server also puts it into the page. */
export const site = route({
  name: 'site',
  method: 'GET',
  path: '/site',
  summary: 'What the public pages show about this installation',
  access: 'public',
  limit: null,
  status: 200,
  answer: z.object({
    organizationName: z.string(),
    supportAddress: z.nullable(z.string()),
    mailFrom: z.object({ name: z.string(), address: z.string() }),
    disclosure: z.enum(['private', 'open']),
    /** True where DEV_MODE=insecure shows mailbox and demo data beyond this machine. */
    insecure: z.boolean(),
    /** True where mails go to `/dev/mailbox`. */
    mailbox: z.boolean(),
  }),
  problems: [],
})
