import { createHash } from 'node:crypto'
import { argon2 } from './argon2.ts'
import { bcrypt } from './bcrypt.ts'
import { decodeBase64 } from './decode-base64.ts'
import type { ForeignHash, Scheme } from './foreign-hash.ts'
import { pbkdf2Hash } from './pbkdf2.ts'
import { scryptHash } from './scrypt.ts'

/**
 * The hashes that Django stores (django/contrib/auth/hashers.py): `algorithm$…`. Its salts are text
 * and used as the bytes of that text; digests are padded base64.
 */
export const django: Scheme = (value) => {
  const [, algorithm, rest = ''] = /^([a-z0-9_]+)\$(.*)$/s.exec(value) ?? []
  switch (algorithm) {
    case 'pbkdf2_sha256':
      return djangoPbkdf2('sha256', rest)
    case 'pbkdf2_sha1':
      return djangoPbkdf2('sha1', rest)
    case 'argon2':
      return argon2(`$${rest}`)
    case 'bcrypt':
      return bcrypt(rest)
    case 'bcrypt_sha256':
      return djangoBcryptSha256(rest)
    case 'scrypt':
      return djangoScrypt(rest)
    default:
      return null
  }
}

function djangoPbkdf2(digest: 'sha1' | 'sha256', rest: string): ReturnType<Scheme> {
  const [, iterations, salt = '', hash] = /^(\d{1,9})\$([^$]+)\$([\w+/]+=*)$/.exec(rest) ?? []
  const hashBytes = decodeBase64(hash ?? '')
  if (!hashBytes) return { fault: 'is damaged' }
  return pbkdf2Hash(digest, Number(iterations), Buffer.from(salt), hashBytes)
}

/** bcrypt over the hexadecimal SHA-256, so that every character of a long password counts. */
function djangoBcryptSha256(rest: string): ReturnType<Scheme> {
  const inner = bcrypt(rest)
  if (!inner || 'fault' in inner) return inner ?? { fault: 'is damaged' }
  const outer: ForeignHash = {
    ...inner,
    verify: (password) => inner.verify(createHash('sha256').update(password).digest('hex')),
  }
  return outer
}

function djangoScrypt(rest: string): ReturnType<Scheme> {
  const [, n, salt = '', r, p, hash] =
    /^(\d{1,10})\$([^$]+)\$(\d{1,3})\$(\d{1,3})\$([\w+/]+=*)$/.exec(rest) ?? []
  const hashBytes = decodeBase64(hash ?? '')
  if (!hashBytes) return { fault: 'is damaged' }
  return scryptHash(Number(n), Number(r), Number(p), Buffer.from(salt), hashBytes)
}
