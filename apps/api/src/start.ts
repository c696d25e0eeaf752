import { buildPages } from './start/build-pages.ts'
import { generatePrismaClient } from './start/generate-prisma-client.ts'

/** `pnpm start`: makes what is stale, then is the server. */
try {
  await Promise.all([generatePrismaClient(), buildPages()])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

// Only now: the server imports the generated client.
await import('./server.ts')
