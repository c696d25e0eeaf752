import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findOnPath, installDebianPackages } from '../../apps/api/testing/system-program.ts'

/** The OATH Toolkit's own program, which shares no code with us: as independent as a phone. */
const findOathtool = (): string | null => process.env.OATHTOOL_PATH || findOnPath(['oathtool'])

export const hasOathtool = (): boolean => findOathtool() !== null

export const installOathtool = (): boolean => installDebianPackages(['oathtool'])

/** @throws a sentence that says what to do */
export const requireOathtool = (): string => {
  const path = findOathtool()
  if (path) return path
  throw new Error(
    'The journeys of second factors need oathtool, and it could not be installed: install it ' +
      '(Debian: `apt-get install oathtool`), or set OATHTOOL_PATH to it.',
  )
}

/** The code of a time step (RFC 6238), of which each has 30 seconds. */
export async function codeOfStep(secret: string, step: number): Promise<string> {
  const now = `@${step * secondsOfStep}`
  const args = ['--totp', '--base32', '--now', now, secret]
  const { stdout } = await promisify(execFile)(requireOathtool(), args)
  return stdout.trim()
}

export const secondsOfStep = 30
