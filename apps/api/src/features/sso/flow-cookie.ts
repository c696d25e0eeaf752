import { hashSecret } from '../../models/sessions.ts'

/** The content of a flow's cookie. */
type FlowCookie = {
  readonly secret: string
  /**
   * The hash of the session that this browser had at the start: it is sent to no page of others.
   */
  readonly sessionHash: Uint8Array<ArrayBuffer> | null
}

/**
 * A browser sends its session cookie when a flow starts, and not when it comes back from another
 * site. So the flow's cookie holds the session's hash, which opens nothing, and the session can
 * still be ended by the one that follows it (ASVS 7.2.4).
 */
export const formatFlowCookie = (secret: string, session: string | undefined) =>
  session ? `${secret}.${hashSecret(session).toString('base64url')}` : secret

export function readFlowCookie(value: string): FlowCookie {
  const [secret = '', hash] = value.split('.')
  return { secret, sessionHash: hash ? Buffer.from(hash, 'base64url') : null }
}
