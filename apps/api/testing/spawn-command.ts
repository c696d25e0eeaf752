import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from './child-environment.ts'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const secretKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`

/** A command of the operator in a process of its own, for tests that end it before its time. */
export function spawnCommand(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...childEnvironment, SECRET_KEYS: secretKeys, ...env },
  })
  // The pipe breaks when the process is killed.
  child.stdin.on('error', () => {})
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  return Object.assign(child, { ended })
}
