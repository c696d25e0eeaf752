/**
 * Have I Been Pwned by k-anonymity: only the first five hex digits of the SHA-1 leave the server,
 * padded so that the size of the answer tells nothing. Off unless a site switches it on.
 */
export interface BreachListOptions {
  /** The fake of tests; else the runtime's own. */
  readonly fetch?: typeof fetch
  readonly timeoutMs?: number
}

const rangeAddress = 'https://api.pwnedpasswords.com/range/'

/** False when the list cannot be asked in time: a failed look-up never blocks a new password. */
export async function isInBreachList(
  password: string,
  { fetch = globalThis.fetch, timeoutMs = 2_000 }: BreachListOptions = {},
): Promise<boolean> {
  const digest = await sha1Hex(password.normalize('NFC'))
  try {
    const answer = await fetch(rangeAddress + digest.slice(0, 5), {
      headers: { 'Add-Padding': 'true' },
      signal: AbortSignal.timeout(timeoutMs),
    })
    return answer.ok && holdsSuffix(await answer.text(), digest.slice(5))
  } catch {
    return false
  }
}

/** Lines are `<35 hex digits>:<count>`; padding lines have the count 0. */
function holdsSuffix(lines: string, suffix: string): boolean {
  return lines.split(/\r?\n/).some((line) => {
    const [found, count] = line.split(':')
    return found === suffix && Number(count) > 0
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
