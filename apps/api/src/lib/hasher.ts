import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'
import PQueue from 'p-queue'
import type { ForeignHash, SchemeCost } from './foreign-hashes/foreign-hash.ts'
import { parseForeignHash } from './foreign-hashes/parse-foreign-hash.ts'
import { Overloaded } from './overloaded.ts'

/**
 * argon2id (RFC 9106) with OWASP's parameters; `algorithm` is left out, argon2id is its default.
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const ownPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'

/** How many calls may wait for a core. Beyond that, an answer would come too late to be useful. */
const maximumWaiting = 64

/**
 * `first`: work that strangers can't cause, such as a saved reset; it goes before all other work.
 */
type HashOptions = { readonly first?: boolean }

/** `most`: the most expensive check in each family of foreign hashes that any user has. */
type VerifyOptions = HashOptions & { readonly most?: readonly SchemeCost[] }

/**
 * Makes and checks password hashes on the thread pool, as many at a time as there are cores.
 * Passwords are compared in NFC (RFC 8265), because keyboards produce different forms. Every call
 * takes one place in the queue.
 * @throws Overloaded when too many wait; the two lanes have separate limits
 */
export type Hasher = {
  hash(password: string, options?: HashOptions): Promise<string>
  /**
   * Costs the same for every hash, and without one: a hash of our own, and in each family the work
   * that `most` says. A cheaper foreign hash is topped up with work of its family.
   * @param hash ours, or of any scheme that import accepts; a damaged one matches nothing
   */
  verify(hash: string | null, password: string, options?: VerifyOptions): Promise<boolean>
  /**
   * Whether the hash has another scheme or other parameters than ours, so that a sign-in replaces
   * it.
   */
  isForeign(hash: string): boolean
}

export type HasherEvents = {
  /** Called when each piece of work begins, with `own` or a foreign scheme's label. */
  readonly onHash?: (scheme: string) => void
  /** Called for each call that has to wait for a core, when it comes and when it gets one. */
  readonly onWait?: () => void
}

export function createHasher({ onHash = () => {}, onWait = () => {} }: HasherEvents = {}): Hasher {
  const queue = new PQueue({ concurrency: availableParallelism() })
  const nothing = makeHashOfNothing()

  async function run<T>({ first = false }: HashOptions, work: () => Promise<T>): Promise<T> {
    const priority = first ? 1 : 0
    if (queue.sizeBy({ priority }) >= maximumWaiting) throw new Overloaded('The hash queue')
    if (queue.pending < queue.concurrency) return queue.add(work, { priority })
    onWait()
    const begin = () => {
      onWait()
      return work()
    }
    return queue.add(begin, { priority })
  }

  async function verifyOwn(hash: string | null, typed: string): Promise<boolean> {
    onHash('own')
    return argon2Verify(hash ?? nothing, typed)
  }

  async function verifyForeign(most: SchemeCost, hash: ForeignHash | null, typed: string) {
    onHash(most.label)
    const isOfFamily = hash?.cost.family === most.family
    const matches = isOfFamily && (await hash.verify(typed))
    const left = most.units - (isOfFamily ? hash.units : 0)
    if (left > 0) await most.spend(typed, left)
    return matches
  }

  return {
    hash: (password, options = {}) =>
      run(options, () => {
        onHash('own')
        return argon2Hash(password.normalize('NFC'), parameters)
      }),
    async verify(hash, password, { most = [], ...options } = {}) {
      const typed = password.normalize('NFC')
      const own = hash !== null && isOwn(hash) ? hash : null
      const foreign = hash === null || own ? null : readForeign(hash)
      return run(options, async () => {
        const matches = [await verifyOwn(own, typed)]
        for (const cost of withOwnFamily(most, foreign)) {
          matches.push(await verifyForeign(cost, foreign, typed))
        }
        return matches.includes(true)
      })
    },
    isForeign: (hash) => !isOwn(hash),
  }
}

function readForeign(hash: string): ForeignHash | null {
  const foreign = parseForeignHash(hash)
  return 'fault' in foreign ? null : foreign
}

/** Checks a hash that was imported after `most` was read, too. */
function withOwnFamily(most: readonly SchemeCost[], foreign: ForeignHash | null) {
  if (!foreign || most.some(({ family }) => family === foreign.cost.family)) return most
  return [...most, foreign.cost]
}

const ownForm = /^[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/

const isOwn = (hash: string) =>
  hash.startsWith(ownPrefix) && ownForm.test(hash.slice(ownPrefix.length))

/** Random salt and digest: no known password matches, and none must be hashed to make it. */
function makeHashOfNothing(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '')
  return `${ownPrefix}${part(16)}$${part(32)}`
}
