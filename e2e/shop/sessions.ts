import { randomBytes } from 'node:crypto'
import type { Identity } from './tokens.ts'

/** A user who is signed in to the shop. No password is in it. */
export type Session = Identity & {
  readonly displayName: string
  /** Only used to end the session in Rekey too when the user signs out. */
  readonly refreshToken: string
}

export type Sessions = ReturnType<typeof openSessions>

const lifetimeMs = 12 * 60 * 60 * 1_000

/** The shop's own sessions. This example keeps them in memory. Keep yours in your database. */
export function openSessions() {
  const sessions = new Map<string, Session>()
  /** Up to when sign-ins no longer count, by the id of a user or of a session in Rekey. */
  const endedUntil = new Map<string, number>()

  const isOver = ({ userId, rekeySessionId, signedInAt }: Session) =>
    Date.now() > signedInAt + lifetimeMs ||
    [userId, rekeySessionId].some((id) => signedInAt <= (endedUntil.get(id) ?? 0))

  return {
    /** @returns the secret id for the cookie */
    start(session: Session): string {
      const id = randomBytes(32).toString('base64url')
      sessions.set(id, session)
      return id
    },
    find(id: string): Session | null {
      const session = sessions.get(id)
      if (!session || !isOver(session)) return session ?? null
      sessions.delete(id)
      return null
    },
    end: (id: string) => sessions.delete(id),
    /**
     * Ends what began up to a time. Comparing times makes it right in any order: an old event that
     * comes late ends no newer session, and a sign-in that was under way when the password changed
     * doesn't outlive it.
     */
    endUntil(userOrRekeySessionId: string, at: string): void {
      const until = Math.max(Date.parse(at), endedUntil.get(userOrRekeySessionId) ?? 0)
      endedUntil.set(userOrRekeySessionId, until)
      for (const [id, time] of endedUntil) {
        // No session is older than that.
        if (time < Date.now() - lifetimeMs) endedUntil.delete(id)
      }
    },
  }
}
