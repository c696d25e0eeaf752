import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a process that a test starts has of our own environment: enough to find programs. */
export const childEnvironment = {
  PATH: process.env.PATH,
  /** What Node compiled stays on disk: the next process of the same program starts in half the time. */
  NODE_COMPILE_CACHE: join(tmpdir(), 'rekey-test-compile-cache'),
}
