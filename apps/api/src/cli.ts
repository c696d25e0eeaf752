import { type Config, readConfig } from './config.ts'
import { explainFault } from './start/explain-fault.ts'
import { generatePrismaClient } from './start/generate-prisma-client.ts'

/** `npx pnpm@12 rekey`: makes the database client if it is stale, then runs one command. */
try {
  await generatePrismaClient()
  // Only now: the commands import the generated client.
  const { createProgram } = await import('./commands/program.ts')
  await createProgram().parseAsync()
} catch (error) {
  console.error(explainFault(error, configIfRead()))
  process.exitCode = 1
}

function configIfRead(): Config | null {
  try {
    return readConfig()
  } catch {
    return null
  }
}
