import { stat } from 'node:fs/promises'
import type { Pool } from 'pg'
import type { Config } from '../../config.ts'
import { keysFilePath, readKeys, type ServerKeys } from '../../keys-file.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

/** Rows that only their key can verify or read; what is over no longer needs it. */
const countRows = `
  SELECT key_id AS id, 'living resets' AS what, count(*)::int AS rows FROM resets
    WHERE ended_at IS NULL AND (expires_at IS NULL OR expires_at > now()) GROUP BY key_id
  UNION ALL
  SELECT key_id, 'mails', count(*)::int FROM messages
    WHERE asked_at > now() - interval '30 days' GROUP BY key_id
  UNION ALL
  SELECT key_id, 'audit seals', count(*)::int FROM audit_seals GROUP BY key_id
  UNION ALL
  SELECT key_id, 'audit erasures', count(*)::int FROM audit_erasures GROUP BY key_id
  UNION ALL
  SELECT split_part(client_secret, ':', 1), 'client secrets', count(*)::int FROM sso_connections
    WHERE client_secret IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT split_part(sealed_key, ':', 1), 'decryption keys', count(*)::int
    FROM sso_decryption_keys GROUP BY 1
  UNION ALL
  SELECT split_part(sealed, ':', 1), 'webhook secrets', count(*)::int
    FROM webhook_secrets GROUP BY 1
  UNION ALL
  SELECT split_part(sealed_secret, ':', 1), 'authenticator apps', count(*)::int
    FROM second_factors WHERE sealed_secret IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT split_part(sealed, ':', 1), 'recovery codes', count(*)::int
    FROM recovery_codes WHERE used_at IS NULL GROUP BY 1
  ORDER BY 1, 2`

type Row = { id: string; what: string; rows: number }

/** The keys, and how many rows name each: one that nothing names may go. */
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
    const { rows } = await pool.query<Row>(countRows)
    return [...open, ...describeKeys(keys, rows)]
  } catch (error) {
    return [
      ...open,
      warning('keys', `${keys.length} keys; their rows can't be counted: ${reason(error)}`),
    ]
  }
}

function describeKeys(keys: ServerKeys, rows: readonly Row[]): Finding[] {
  const namedBy = (id: string) =>
    rows
      .filter((row) => row.id === id)
      .map((row) => `${row.what} ${row.rows}`)
      .join(', ') || 'none'
  const known = keys.map(({ id }, index) =>
    ok('keys', `${id} ${index === 0 ? 'signs' : 'verifies'}; rows that use it: ${namedBy(id)}`),
  )
  const gone = new Set(rows.map(({ id }) => id).filter((id) => keys.every((key) => key.id !== id)))
  const lost = (id: string) =>
    warning('keys', `${id} is missing; rows that can't be verified without it: ${namedBy(id)}`)
  return [...known, ...[...gone].map(lost)]
}
