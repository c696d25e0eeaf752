import { randomBytes } from 'node:crypto'
import type { SignInChallenge } from '../generated/prisma/client.ts'
import { later, minute } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { type Client, hashSecret } from './sessions.ts'

/**
 * Sign-ins whose password was right and whose second factor is still missing. A challenge works for
 * five minutes and five tries.
 */
const lifetimeMinutes = 5
const triesPerChallenge = 5

type NewChallenge = {
  readonly userId: string
  readonly client: Client
  /** The temporary password that was typed; null: it was the user's own. */
  readonly resetId: string | null
  /** The password that was typed. */
  readonly passwordId: string | null
}

/** 256 random bits, which the client holds. */
export const newChallenge = () => randomBytes(32).toString('base64url')

export async function keepChallenge(
  tx: Database | Transaction,
  challenge: string,
  given: NewChallenge,
  at: Date,
): Promise<void> {
  await tx.signInChallenge.create({
    data: {
      ...given,
      secretHash: new Uint8Array(hashSecret(challenge)),
      triesLeft: triesPerChallenge,
      createdAt: at,
      expiresAt: later(at, lifetimeMinutes * minute),
    },
    select: { userId: true },
  })
}

export const findChallenge = (
  db: Database,
  challenge: string,
  now: Date,
): Promise<SignInChallenge | null> =>
  db.signInChallenge.findUnique({
    where: {
      secretHash: new Uint8Array(hashSecret(challenge)),
      expiresAt: { gt: now },
      triesLeft: { gt: 0 },
    },
  })

/**
 * Counts a try before it is judged, so that parallel tries can't outrun the count.
 * @returns the tries left; null: it has ended
 */
export async function countChallengeTry(
  db: Database,
  challenge: string,
  now: Date,
): Promise<number | null> {
  const [row] = await db.$queryRaw<{ triesLeft: number }[]>`
    UPDATE sign_in_challenges SET tries_left = tries_left - 1
    WHERE secret_hash = ${hashSecret(challenge)} AND expires_at > ${now} AND tries_left > 0
    RETURNING tries_left AS "triesLeft"`
  return row?.triesLeft ?? null
}

/** It opens one session: of parallel tries, one wins. */
export async function consumeChallenge(tx: Transaction, challenge: string): Promise<boolean> {
  const { count } = await tx.signInChallenge.deleteMany({
    where: { secretHash: new Uint8Array(hashSecret(challenge)) },
  })
  return count === 1
}
