import type { Database } from '../lib/database.ts'

/**
 * Milliseconds that the slowest foreign scheme takes of which a user still has a hash; null: there
 * is none. Failed sign-ins are held to it, or their duration would tell whose hash is foreign.
 * One look into an index for each scheme that import ever met: cheap, but worth keeping a while.
 */
export async function findSlowestForeignMs(db: Database): Promise<number | null> {
  const [row] = await db.$queryRaw<{ slowest: number | null }[]>`
    SELECT max(milliseconds) AS slowest FROM hash_schemes scheme
    WHERE EXISTS (SELECT 1 FROM users WHERE foreign_scheme = scheme.label)`
  return row?.slowest ?? null
}

/** Notes what a check of this scheme costs on this machine; the newest measurement counts. */
export async function recordHashScheme(
  db: Database,
  scheme: { readonly label: string; readonly milliseconds: number; readonly at: Date },
): Promise<void> {
  const { label, milliseconds, at: measuredAt } = scheme
  await db.hashScheme.upsert({
    where: { label },
    create: { label, milliseconds, measuredAt },
    update: { milliseconds, measuredAt },
  })
}
