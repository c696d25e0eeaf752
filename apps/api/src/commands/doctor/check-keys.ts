import { stat } from 'node:fs/promises'
import type { Pool } from 'pg'
import type { Config } from '../../config.ts'
import { keysFilePath, readKeys, type ServerKeys } from '../../keys-file.ts'
import { type KeyRows, keyRows, missingKeyIds } from '../../models/key-rows.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

/** The keys, and how many rows name each. A key that no row names can be removed. */
export async function checkKeys(config: Config, pool: Pool): Promise<Finding[]> {
  const keys = await readKeys(config).catch(reason)
  if (typeof keys === 'string') return [problem('keys', keys)]
  const mode = config.secretKeys ? 0 : (await stat(keysFilePath(config.dataDir))).mode & 0o077
  const open =
    mode === 0
      ? []
      : [
          problem(
            'keys',
            `${keysFilePath(config.dataDir)} can be read by others. Run: chmod 600 ${keysFilePath(config.dataDir)}`,
          ),
        ]
  try {
    const { rows } = await pool.query<KeyRows>(keyRows)
    return [...open, ...describeKeys(keys, rows)]
  } catch (error) {
    return [
      ...open,
      warning('keys', `${keys.length} keys; their rows can't be counted: ${reason(error)}`),
    ]
  }
}

function describeKeys(keys: ServerKeys, rows: readonly KeyRows[]): Finding[] {
  const namedBy = (id: string) =>
    rows
      .filter((row) => row.id === id)
      .map((row) => `${row.what} ${row.rows}`)
      .join(', ') || 'none'
  const known = keys.map(({ id }, index) =>
    ok('keys', `${id} ${index === 0 ? 'signs' : 'verifies'}; rows that use it: ${namedBy(id)}`),
  )
  const lost = (id: string) =>
    warning('keys', `${id} is missing; rows that can't be verified without it: ${namedBy(id)}`)
  return [...known, ...missingKeyIds(rows, keys).map(lost)]
}
