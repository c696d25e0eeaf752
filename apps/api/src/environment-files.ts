import { readFileSync } from 'node:fs'
import { readFault } from './lib/read-fault.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Read = { readonly env: Environment; readonly faults: readonly string[] }

/**
 * Any setting can be in a file that `<NAME>_FILE` names. Docker, Kubernetes and systemd hand
 * secrets over in files, because programs and crash reports often show the environment. Line ends
 * and spaces around the value don't count, since editors add them.
 */
export function readEnvironmentFiles(env: Environment, names: readonly string[]): Read {
  const filled = { ...env }
  const faults: string[] = []
  for (const name of names) {
    const path = env[`${name}_FILE`]
    if (path === undefined) continue
    if (env[name] !== undefined) {
      faults.push(`${name}_FILE: ${name} is set too. Remove one of them`)
      continue
    }
    try {
      filled[name] = readFileSync(path, 'utf8').trim()
    } catch (error) {
      faults.push(`${name}_FILE: ${path} can't be read: ${readFault(error)}`)
    }
  }
  return { env: filled, faults }
}
