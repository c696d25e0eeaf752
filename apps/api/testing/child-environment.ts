import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The part of our environment that a test's child process gets: enough to find programs. */
export const childEnvironment = {
  PATH: process.env.PATH,
  /**
   * Node's compile cache stays on disk, so the next process of the same program starts in half the
   * time.
   */
  NODE_COMPILE_CACHE: join(tmpdir(), 'rekey-test-compile-cache'),
}
