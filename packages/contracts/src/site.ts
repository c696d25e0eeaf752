import * as z from 'zod/mini'
import { route } from './route.ts'

/** What public pages show about the installation. The server also writes it into the page. */
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
    /** The path of the organization's logo. Null: Rekey's mark. */
    logo: z.nullable(z.string()),
    /** `#rrggbb`. Null: Rekey's. */
    accentColour: z.nullable(z.string()),
    supportAddress: z.nullable(z.string()),
    mailFrom: z.object({ name: z.string(), address: z.string() }),
    disclosure: z.enum(['private', 'open']),
    /** True if DEV_MODE=insecure makes mailbox and demo data available outside this computer. */
    insecure: z.boolean(),
    /** True if mails go to `/dev/mailbox`. */
    mailbox: z.boolean(),
    /** How long a browser can be remembered at the second factor. 0: it can't. */
    rememberDeviceDays: z.int(),
    /** How long the removal of lost second factors waits. */
    factorRecoveryHours: z.int(),
    /** Whether a passkey may sign in: somebody can add one, or has one. */
    passkeys: z.boolean(),
  }),
  problems: [],
})
