import { generatePrismaClient } from '../src/start/generate-prisma-client.ts'

/**
 * Vitest's global set-up. It makes the Prisma client match schema.prisma, also if a single test
 * runs.
 */
export function setup(): Promise<void> {
  return generatePrismaClient()
}
