import { generatePrismaClient } from './start/generate-prisma-client.ts'

/** What the operator can mend is told in a sentence; anything else keeps its stack. */
const expected = new Set([
  'ConfigError',
  'EmbeddedDatabaseError',
  'CommandError',
  'ImportFileError',
])

/** `pnpm rekey`: makes the database client if it is stale, then runs one command. */
try {
  await generatePrismaClient()
  // Only now: the commands import the generated client.
  const { createProgram } = await import('./commands/program.ts')
  await createProgram().parseAsync()
} catch (error) {
  const isExpected = error instanceof Error && (expected.has(error.name) || 'code' in error)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
}
