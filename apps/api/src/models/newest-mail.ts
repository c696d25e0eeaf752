import type { Prisma } from '../generated/prisma/client.ts'
import { sql } from '../lib/database.ts'

/**
 * SQL: the newest mail first. Of one that went to several addresses, the mail to the main address
 * stands for all.
 */
export const newestMailFirst = sql`asked_at DESC, is_copy, id DESC`

/** The same for Prisma. */
export const byNewestMail = [
  { askedAt: 'desc' },
  { isCopy: 'asc' },
  { id: 'desc' },
] satisfies Prisma.MessageOrderByWithRelationInput[]
