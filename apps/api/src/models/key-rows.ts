/** Rows that need one server key: `rows` of the kind `what` name the key `id`. */
export type KeyRows = {
  readonly id: string
  readonly what: string
  readonly rows: number
  /** They are encrypted with it, and only `rekey keys reseal` gives them another key. */
  readonly isSealed: boolean
}

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
  UNION ALL
  SELECT split_part(client_secret, ':', 1), 'client secrets', count(*)::int, true
    FROM sso_connections WHERE client_secret IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT split_part(sealed_key, ':', 1), 'decryption keys', count(*)::int, true
    FROM sso_decryption_keys GROUP BY 1
  UNION ALL
  SELECT split_part(sealed, ':', 1), 'webhook secrets', count(*)::int, true
    FROM webhook_secrets GROUP BY 1
  UNION ALL
  SELECT split_part(sealed_secret, ':', 1), 'authenticator apps', count(*)::int, true
    FROM second_factors WHERE sealed_secret IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT split_part(sealed, ':', 1), 'recovery codes', count(*)::int, true
    FROM recovery_codes WHERE used_at IS NULL GROUP BY 1
  ORDER BY 1, 2`
