const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed before the answer ended.',
  EPIPE: 'The connection was closed before the answer ended.',
  EHOSTUNREACH: 'The host can’t be reached.',
  ENETUNREACH: 'The network can’t be reached.',
  ETIMEDOUT: 'The host didn’t accept the connection in time.',
  EPROTO: 'The TLS connection failed. Does the receiver speak https at this port?',
  CERT_HAS_EXPIRED: 'The receiver’s certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The receiver’s certificate is for another host name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The receiver’s certificate isn’t signed by a known authority.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The receiver’s certificate isn’t signed by a known authority.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The receiver doesn’t send the certificates between its own and a known authority.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The receiver’s certificate isn’t signed by a known authority.',
}

/** Why a try got no whole answer, in one sentence for the list of deliveries. */
export function explainFailure(error: unknown, timeOut: AbortSignal, patience: number): string {
  if (timeOut.aborted) return `The answer didn’t end within ${patience / 1_000} seconds.`
  const code = codeOf(error)
  if (code.startsWith('HPE_')) return `The answer isn’t HTTP that Rekey can read (${code}).`
  return sentences[code] ?? `The call failed (${code}).`
}

/** With several addresses, Node wraps the error of each one. */
function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] ?? error) : error
  if (!(first instanceof Error)) return 'unknown'
  return 'code' in first && typeof first.code === 'string' ? first.code : first.name
}
