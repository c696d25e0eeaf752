import { makeWhenStale } from './make-when-stale.ts'

/** The typed database client of schema.prisma, in `apps/api/src/generated/prisma`. */
export function generatePrismaClient(): Promise<void> {
  return makeWhenStale({
    name: 'database client',
    sources: ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'],
    result: 'apps/api/src/generated/prisma/client.ts',
    program: ['node_modules/prisma/build/index.js', 'generate'],
    folder: '.',
  })
}
