import type { Keyring, SealingLabel } from '../lib/keyring.ts'

type SealedRow = {
  readonly id: string
  readonly sealed: string
  /** The name shown to operators. */
  readonly name: string
}

type Resealed = {
  readonly resealed: number
  /** The names of those whose server key is gone, each once. */
  readonly unreadable: readonly string[]
}

/** For Prisma: sealed with an older server key than the present one. */
export const sealedBefore = ({ currentId }: Keyring) => ({ not: { startsWith: `${currentId}:` } })

/**
 * Reseals rows with the present server key.
 * @param replace writes the new text, if the row still has the one that was read
 */
export async function resealRows(
  keys: Keyring,
  label: SealingLabel,
  rows: readonly SealedRow[],
  replace: (row: SealedRow, sealed: string) => Promise<{ count: number }>,
): Promise<Resealed> {
  const unreadable = new Set<string>()
  let resealed = 0
  for (const row of rows) {
    const plain = keys.unseal(label, row.sealed)
    if (plain === null) unreadable.add(row.name)
    else resealed += (await replace(row, keys.seal(label, plain))).count
  }
  return { resealed, unreadable: [...unreadable].sort() }
}
