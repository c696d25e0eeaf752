import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'
import PQueue from 'p-queue'
import { parseForeignHash } from './foreign-hashes/parse-foreign-hash.ts'
import { Overloaded } from './overloaded.ts'

/** argon2id (RFC 9106) with OWASP's parameters; `algorithm` is left out, argon2id is its default. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const ownPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'

/** How many may wait for a core. Beyond that an answer would come too late to be of use. */
const maximumWaiting = 64

/** `first`: work that strangers can't cause, such as a saved reset; it waits behind nobody else's. */
export type HashOptions = { readonly first?: boolean }

/**
 * Makes and checks password hashes: as many at a time as there are cores, on the thread pool.
 * Passwords are compared in NFC (RFC 8265), whatever the keyboard made of them. Every call costs
 * one hash. @throws Overloaded when too many wait; the two lanes fill apart from each other
 */
export type Hasher = {
  hash(password: string, options?: HashOptions): Promise<string>
  /** @param hash one of ours, or of any scheme that import takes; a damaged one matches nothing */
  verify(hash: string, password: string, options?: HashOptions): Promise<boolean>
  /** What `verify` costs for one of our hashes, where there is none: unknown users take as long. */
  verifyNothing(password: string, options?: HashOptions): Promise<false>
  /** Whether the hash isn't of our own making and parameters, so that a sign-in replaces it. */
  isForeign(hash: string): boolean
}

/** @param onHash told of each piece of work, `own` or a foreign scheme's label, as it begins */
export function createHasher({ onHash }: { onHash?: (scheme: string) => void } = {}): Hasher {
  const queue = new PQueue({ concurrency: availableParallelism() })
  const nothing = makeHashOfNothing()

  async function run<T>(scheme: string, { first = false }: HashOptions, work: () => Promise<T>) {
    const priority = first ? 1 : 0
    if (queue.sizeBy({ priority }) >= maximumWaiting) throw new Overloaded('The hash queue')
    const begin = () => {
      onHash?.(scheme)
      return work()
    }
    return queue.add(begin, { priority })
  }

  async function verifyNothing(password: string, options: HashOptions = {}): Promise<false> {
    await run('own', options, () => argon2Verify(nothing, password.normalize('NFC')))
    return false
  }

  return {
    hash: (password, options = {}) =>
      run('own', options, () => argon2Hash(password.normalize('NFC'), parameters)),
    async verify(hash, password, options = {}) {
      const typed = password.normalize('NFC')
      if (isOwn(hash)) return run('own', options, () => argon2Verify(hash, typed))
      const foreign = parseForeignHash(hash)
      if ('fault' in foreign) return verifyNothing(password, options)
      return run(foreign.label, options, () => foreign.verify(typed))
    },
    verifyNothing,
    isForeign: (hash) => !isOwn(hash),
  }
}

const ownForm = /^[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/

const isOwn = (hash: string) =>
  hash.startsWith(ownPrefix) && ownForm.test(hash.slice(ownPrefix.length))

/** Random salt and digest: no password is known to match, and none has to be hashed for it. */
function makeHashOfNothing(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '')
  return `${ownPrefix}${part(16)}$${part(32)}`
}
