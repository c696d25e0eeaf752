import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Clock } from './lib/clock.ts'
import type { Database } from './lib/database.ts'
import type { Hasher } from './lib/hasher.ts'
import type { Keyring } from './lib/keyring.ts'
import type { Mailer } from './mail/mail.ts'
import type { PasswordJudge } from './models/password-judge.ts'
import type { SettingsReader } from './models/settings.ts'

/** All that verbs and jobs work with: a plain object, made once by server, worker, CLI or test. */
export type Deps = {
  readonly config: Config
  readonly db: Database
  readonly jobs: Jobs
  readonly mailer: Mailer
  readonly hasher: Hasher
  readonly judge: PasswordJudge
  readonly keys: Keyring
  readonly settings: SettingsReader
  /** What one check of the slowest foreign hash still stored takes, in milliseconds; 0: none is. */
  readonly slowestForeignMs: () => Promise<number>
  readonly clock: Clock
  readonly log: Logger
}
