import { verify } from '@node-rs/argon2'
import { decodeBase64 } from './decode-base64.ts'
import type { LabelReader, Scheme, SchemeCost } from './foreign-hash.ts'

const form =
  /^\$(argon2(?:id|i|d))(?:\$v=(16|19))?\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,3})\$([\w+/]+)\$([\w+/]+)$/

/** The time of one pass over one KiB, on one core. */
const millisecondsPerKibibyte = 0.0005

/** Argon2 in the PHC form (RFC 9106), all three variants, versions 16 and 19. */
export const argon2: Scheme = (value) => {
  if (!value.startsWith('$argon2')) return null
  const [, variant = '', , m, t, p, salt, tag] = form.exec(value) ?? []
  const saltBytes = decodeBase64(salt ?? '')?.length ?? 0
  const tagBytes = decodeBase64(tag ?? '')?.length ?? 0
  if (saltBytes < 8 || saltBytes > 64 || tagBytes < 16 || tagBytes > 64)
    return { fault: 'is damaged' }
  const [memoryKibibytes, passes, lanes] = [Number(m), Number(t), Number(p)]
  if (passes < 1 || lanes < 1 || lanes > 255 || memoryKibibytes < 8 * lanes) {
    return { fault: 'has parameters that Argon2 does not allow' }
  }
  return {
    cost: costOf(variant, memoryKibibytes, passes, lanes),
    memoryBytes: memoryKibibytes * 1024,
    estimatedMs: memoryKibibytes * passes * millisecondsPerKibibyte,
    units: passes,
    verify: (password) => verify(value, password),
  }
}

/** A unit is one pass over the memory. Hashes with another memory size are another family. */
const costOf = (variant: string, kibibytes: number, passes: number, lanes: number): SchemeCost => ({
  label: `${variant}-m${kibibytes}-t${passes}-p${lanes}`,
  family: `${variant}-m${kibibytes}-p${lanes}`,
  units: passes,
  async spend(password, units) {
    const parameters = `m=${kibibytes},t=${units},p=${lanes}`
    await verify(`$${variant}$v=19$${parameters}$${saltAndTag}`, password)
  },
})

/** A hash that matches no known password. */
const saltAndTag = `${'A'.repeat(22)}$${'A'.repeat(43)}`

export const readArgon2Label: LabelReader = (label) => {
  const [, variant, m, t, p] =
    /^(argon2(?:id|i|d))-m(\d{1,9})-t(\d{1,9})-p(\d{1,3})$/.exec(label) ?? []
  return variant ? costOf(variant, Number(m), Number(t), Number(p)) : null
}
