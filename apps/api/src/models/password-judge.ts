/**
 * Judges new passwords off the event loop: an estimate takes milliseconds, a hostile one tens of
 * them, and meanwhile the server must answer others.
 */
import type { JudgedBy, Judgement } from '@rekey/password-strength/judge-password'
import { Piscina } from 'piscina'
import { Overloaded } from '../lib/overloaded.ts'
import type { JudgeTask } from './password-judge-thread.ts'

export interface PasswordJudge {
  /** @throws Overloaded when too many wait */
  judge(password: string, by: JudgedBy): Promise<Judgement>
  /** Loads what it needs, about a second's work, before the first password comes. */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** At 1 to 5 ms each, the last in a full queue waits a second. */
const defaultQueueLimit = 256

/**
 * One thread, started by the first password that comes and then kept; idle, it holds no process
 * open. One is enough: argon2 needs the other cores, and ten times the time.
 */
export function createPasswordJudge({ queueLimit = defaultQueueLimit } = {}): PasswordJudge {
  const pool = new Piscina<JudgeTask, Judgement>({
    filename: new URL('./password-judge-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
  })
  return {
    async judge(password, by) {
      if (pool.queueSize >= queueLimit) throw new Overloaded('The password queue')
      return pool.run({ password, by })
    },
    async prepare() {
      await pool.run({ password: '', by: { policy: 'nist', words: [] } })
    },
    close: () => pool.destroy(),
  }
}
