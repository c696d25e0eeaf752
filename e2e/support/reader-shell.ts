import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { childEnvironment } from '../../apps/api/testing/child-environment.ts'

/** The shell of somebody who follows a page: it keeps its folder and what was exported. */
type ReaderShell = {
  /** Replaces what the page shows as an example by what the reader has. */
  knows(shown: string, own: string): void
  /** @returns what was printed @throws when a command fails */
  run(block: string): Promise<string>
  /** Runs a program in JavaScript with the same variables. */
  runScript(program: string): Promise<string>
  close(): Promise<void>
}

export async function openReaderShell(): Promise<ReaderShell> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-reader-'))
  const env: Record<string, string | undefined> = { ...childEnvironment }
  const replacements = new Map<string, string>()
  const own = (block: string) =>
    [...replacements].reduce((text, [shown, mine]) => text.replaceAll(shown, mine), block)
  const start = async (program: string, args: readonly string[]) => {
    const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env })
    return stdout
  }
  return {
    knows: (shown, mine) => void replacements.set(shown, mine),
    run(block) {
      const script = own(block)
      for (const [, name = '', value = ''] of script.matchAll(/^export (\w+)=(\S+)$/gm)) {
        env[name] = value
      }
      return start('sh', ['-ec', script])
    },
    runScript: (program) => start(process.execPath, ['--input-type=module', '-e', own(program)]),
    close: () => rm(folder, { recursive: true }),
  }
}
