import { fileURLToPath } from 'node:url'
import { keepRunning } from '../src/lib/keep-running.ts'

/**
 * For tests: a process that spawns a worker as the server does, says so, and waits to be killed.
 */
const module = fileURLToPath(new URL('../src/spawned-worker.ts', import.meta.url))
keepRunning(module, process.env, () => {})
process.stdout.write('spawned\n')
