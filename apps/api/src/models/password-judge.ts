/**
 * Judges new passwords in a thread of its own. An estimate takes milliseconds, for a hostile
 * password tens of them, and the server must answer others meanwhile.
 */
import type { JudgedBy, Judgement } from '@rekey/password-strength/judge-password'
import { Piscina } from 'piscina'
import { Overloaded } from '../lib/overloaded.ts'
import type { JudgeTask } from './password-judge-thread.ts'

export interface PasswordJudge {
  /** @throws Overloaded when too many passwords are waiting */
  judge(password: string, by: JudgedBy): Promise<Judgement>
  /**
   * Loads the rule and the dictionaries, about a second of work, before the first password arrives.
   */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** At 1 to 5 ms for each, the last password in a full queue waits a second. */
const defaultQueueLimit = 256

/**
 * One thread, started for the first password and then kept; while idle, it doesn't keep the process
 * alive. One is enough: argon2 takes ten times as long and needs the other cores.
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
