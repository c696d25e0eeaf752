import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { childEnvironment } from '../../apps/api/testing/child-environment.ts'

type Given = {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

type Program = {
  readonly firstLine: string
  /** @throws Error if the program ended before, because then it crashed during a journey */
  stop(): Promise<void>
}

/**
 * Starts a program that journeys need beside the server.
 * @returns once it has printed a line, which tells that it listens
 * @throws Error if it ends instead, with what it complained about
 */
export async function startProgram(path: string, { args = [], env }: Given): Promise<Program> {
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...childEnvironment, ...env },
  })
  const complaints: string[] = []
  createInterface(child.stderr).on('line', (line) => complaints.push(line))
  const ended = once(child, 'close')
  const crashed = ended.then(([code]) => {
    throw new Error(`${basename(path)} ended with ${code}:\n${complaints.join('\n')}`)
  })
  const printed = once(createInterface(child.stdout), 'line')
  const [firstLine] = await Promise.race([printed, crashed])
  return {
    firstLine,
    async stop() {
      if (child.exitCode !== null) await crashed
      child.kill()
      await ended
    },
  }
}
