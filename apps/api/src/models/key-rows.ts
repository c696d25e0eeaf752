/** Rows that need one server key: `rows` of the kind `what` name the key `id`. */
export type KeyRows = {
  readonly id: string
  readonly what: string
  readonly rows: number
  /** They are encrypted with it, and only `rekey keys reseal` gives them another key. */
  readonly isSealed: boolean
}

/** SQL: rows whose sealed text begins with the id of its key. */
const sealedRows = (what: string, table: string, column: string, condition = 'true') => `
  SELECT split_part(${column}, ':', 1), '${what}', count(*)::int, true
    FROM ${table} WHERE ${column} IS NOT NULL AND ${condition} GROUP BY 1`

/** SQL: rows that only their key can verify or read; what is over no longer needs it. */
export const keyRows = `
  SELECT key_id AS id, 'living resets' AS what, count(*)::int AS rows, false AS "isSealed"
    FROM resets
    WHERE ended_at IS NULL AND (expires_at IS NULL OR expires_at > now()) GROUP BY key_id
  UNION ALL
  SELECT key_id, 'living mailed codes', count(*)::int, false FROM mailed_codes
    WHERE ended_at IS NULL AND expires_at > now() GROUP BY key_id
  UNION ALL
  SELECT key_id, 'mails', count(*)::int, false FROM messages
    WHERE asked_at > now() - interval '30 days' GROUP BY key_id
  UNION ALL
  SELECT key_id, 'audit seals', count(*)::int, false FROM audit_seals GROUP BY key_id
  UNION ALL
  SELECT key_id, 'audit erasures', count(*)::int, false FROM audit_erasures GROUP BY key_id
  UNION ALL ${sealedRows('client secrets', 'sso_connections', 'client_secret')}
  UNION ALL ${sealedRows('decryption keys', 'sso_decryption_keys', 'sealed_key')}
  UNION ALL ${sealedRows('webhook secrets', 'webhook_secrets', 'sealed')}
  UNION ALL ${sealedRows('authenticator apps', 'second_factors', 'sealed_secret')}
  UNION ALL ${sealedRows('recovery codes', 'recovery_codes', 'sealed', 'used_at IS NULL')}
  ORDER BY 1, 2`

/** The keys that rows need and that aren't among these, each once. */
export const missingKeyIds = (
  rows: readonly Pick<KeyRows, 'id'>[],
  keys: readonly { readonly id: string }[],
): string[] =>
  [...new Set(rows.map(({ id }) => id))].filter((id) => !keys.some((key) => key.id === id))
