/**
 * Have I Been Pwned by k-anonymity: only the first five hex digits of the SHA-1 leave the server,
 * padded so that the size of the answer tells nothing. Off unless a site switches it on.
 */
import { normalisePassword } from './normalise-password.ts'

export const breachListAddress = 'https://api.pwnedpasswords.com/range/'

interface BreachListOptions {
  /** The address before the five digits. It can be that of a mirror. */
  readonly address: string
  /** Aborts the look-up, including reading the answer. */
  readonly signal: AbortSignal
}

/** The largest answers of the service have about 100 kB. */
const mostCharacters = 1_000_000
const line = /^[0-9A-F]{35}:\d+$/i

/** @throws if the list can't be reached or its answer has the wrong format */
export async function isInBreachList(
  password: string,
  { address, signal }: BreachListOptions,
): Promise<boolean> {
  const digest = await sha1Hex(normalisePassword(password))
  const answer = await fetch(address + digest.slice(0, 5), {
    // The service refuses requests without a user agent.
    headers: { 'Add-Padding': 'true', 'User-Agent': 'Rekey' },
    redirect: 'error',
    signal,
  })
  if (answer.status !== 200) throw new Error(`The list answered ${answer.status}`)
  return holdsSuffix(await readText(answer), digest.slice(5))
}

async function readText({ body }: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > mostCharacters) throw new Error('The answer of the list is too long')
  }
  return text
}

/** Lines are `<35 hex digits>:<count>`; padding lines have the count 0. */
function holdsSuffix(text: string, suffix: string): boolean {
  const lines = text.split(/\r?\n/).filter((one) => one !== '')
  if (lines.length === 0 || !lines.every((one) => line.test(one))) {
    throw new Error(
      'The answer is not a list of digests. A proxy or a sign-in page may be in between.',
    )
  }
  return lines.some((one) => {
    const [found, count] = one.split(':')
    return found?.toUpperCase() === suffix && Number(count) > 0
  })
}

async function sha1Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  const bytes = [...new Uint8Array(digest)]
  return bytes
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}
