import { createGuardrails, generateSecret, generateURI, verifySync } from 'otplib'

/** RFC 6238 with the values that every authenticator app knows: SHA-1, 6 digits, 30 seconds. */
const stepSeconds = 30

/** RFC 4226, section 4, R6, asks for 128 bits. A SHA-1 HMAC hashes keys of over 64 bytes first. */
export const totpSecretBytes = { fewest: 16, most: 64 } as const

const guardrails = createGuardrails({
  MIN_SECRET_BYTES: totpSecretBytes.fewest,
  MAX_SECRET_BYTES: totpSecretBytes.most,
})

/** 160 bits, in base32. */
export const newTotpSecret = (): string => generateSecret({ length: 20 })

/** As much of a name as apps show. All of it can be too much for a QR code, or for a camera. */
const [longestIssuer, longestLabel] = [40, 100]

/**
 * What the QR code shows. A colon divides issuer and name (Key Uri Format), and several apps refuse
 * a code with a second one, even if it is percent-encoded.
 */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  generateURI({
    secret,
    issuer: shown(issuer, longestIssuer),
    label: shown(label, longestLabel),
    algorithm: 'sha1',
    digits: 6,
    period: stepSeconds,
  })

const shown = (name: string, longest: number) =>
  Array.from(name.replace(/\s*:\s*/g, ' '))
    .slice(0, longest)
    .join('')
    .trim()

/**
 * The time step to which a code belongs: the present one or a neighbour, because clocks differ and
 * typing takes time (RFC 6238, section 5.2). Null: the code belongs to none of them.
 * @param code six digits
 */
export function findTotpStep(secret: string, code: string, now: Date): number | null {
  const epoch = Math.floor(now.getTime() / 1_000)
  const tolerance = { epochTolerance: stepSeconds, period: stepSeconds }
  const result = verifySync({ secret, token: code, epoch, ...tolerance, guardrails })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
