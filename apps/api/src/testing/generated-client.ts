/** Vitest's global set-up: tests that run alone, too, find the client that fits schema.prisma. */
export { generatePrismaClient as setup } from '../start/generate-prisma-client.ts'
