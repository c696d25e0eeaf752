import { generatePrismaClient } from '../src/start/generate-prisma-client.ts'

/** Vitest's global set-up: tests that run alone, too, find the client that fits schema.prisma. */
export function setup(): Promise<void> {
  return generatePrismaClient()
}
