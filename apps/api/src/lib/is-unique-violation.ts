import { Prisma } from '../generated/prisma/client.ts'

/**
 * Whether a write failed because a row with that unique value is there: Prisma's P2002 of a model
 * call, or P2010 of a raw statement that carries PostgreSQL's 23505.
 */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2002' || (error.code === 'P2010' && error.message.includes('23505'))
}
