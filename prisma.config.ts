import { defineConfig } from 'prisma/config'

// Prisma's CLI wants to download an engine that generate, validate and format never start.
// Any existing file satisfies it, so that a closed network is enough to build.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma' })
