import { Prisma } from '../generated/prisma/client.ts'

/**
 * Whether a write failed because a row with that unique value exists: Prisma's P2002 for a model
 * call, or P2010 for a raw statement, with PostgreSQL's 23505.
 */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2002' || (error.code === 'P2010' && error.message.includes('23505'))
}
