import type { Database } from '../lib/database.ts'
import type { SchemeCost } from '../lib/foreign-hashes/foreign-hash.ts'
import { mostOfEachFamily } from '../lib/foreign-hashes/most-of-each-family.ts'

/**
 * The extra hashing that every password check does while foreign hashes are stored, for every name.
 * Otherwise its duration would tell which users have a foreign hash. It reads the index once for
 * each label in use.
 */
export async function findForeignWork(db: Database): Promise<SchemeCost[]> {
  const rows = await db.$queryRaw<{ label: string }[]>`
    WITH RECURSIVE stored AS (
      SELECT min(foreign_scheme) AS label FROM users
      UNION ALL
      SELECT (SELECT min(foreign_scheme) FROM users WHERE foreign_scheme > label)
      FROM stored WHERE label IS NOT NULL
    )
    SELECT label FROM stored WHERE label IS NOT NULL`
  return mostOfEachFamily(rows.map(({ label }) => label))
}

/** Records what a check of this scheme costs on this machine; the newest measurement counts. */
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
