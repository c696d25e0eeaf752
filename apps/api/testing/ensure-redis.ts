import { findRedisServer, requireRedisServer } from './redis-server.ts'
import { installDebianPackages } from './system-program.ts'

/** Runs before the tests of shared limits: finds Redis or installs it, otherwise exits with 1. */
if (!findRedisServer()) installDebianPackages(['redis-server'])
try {
  console.log(requireRedisServer())
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
