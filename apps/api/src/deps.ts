import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { type Jobs, openJobs } from './jobs/jobs.ts'
import type { Lane } from './jobs/lanes.ts'
import { cached } from './lib/cached.ts'
import { type Clock, second, systemClock } from './lib/clock.ts'
import { type Database, openDatabase } from './lib/database.ts'
import { createDns, type Dns } from './lib/dns.ts'
import type { SchemeCost } from './lib/foreign-hashes/foreign-hash.ts'
import { createHasher, type Hasher, type HasherEvents } from './lib/hasher.ts'
import type { Keyring } from './lib/keyring.ts'
import type { Driver } from './lib/statements.ts'
import type { Tracing } from './lib/tracing.ts'
import { watchDatabase } from './lib/watch-database.ts'
import { type BounceReader, createBounceReader } from './mail/bounce-reader.ts'
import type { Mailer } from './mail/mail.ts'
import { openMailer } from './mail/open-mailer.ts'
import { traceMails } from './mail/trace-mails.ts'
import { type BreachList, createBreachList } from './models/breach-list.ts'
import { findForeignWork } from './models/foreign-hashes.ts'
import type { MailCause } from './models/mail-budget.ts'
import { createPasswordJudge, type PasswordJudge } from './models/password-judge.ts'
import { refuseRevokedKeys, watchRevokedKeys } from './models/revoked-keys.ts'
import { createSettingsReader, type SettingsReader } from './models/settings.ts'
import { type DomainOwner, findDomainOwners } from './models/sso-domains.ts'

/** All that verbs and jobs work with: a plain object, made once by server, worker, CLI or test. */
export type Deps = {
  readonly config: Config
  readonly db: Database
  /** The same database, for calls that hash. */
  readonly driver: Driver
  readonly jobs: Jobs
  readonly mailer: Mailer
  readonly bounces: BounceReader
  readonly dns: Dns
  readonly hasher: Hasher
  readonly judge: PasswordJudge
  readonly breachList: BreachList
  readonly keys: Keyring
  readonly settings: SettingsReader
  /** What every password check does because foreign hashes are stored; at most a second old. */
  readonly foreignWork: () => Promise<readonly SchemeCost[]>
  /** Whose call these are handed to, where the mails that it causes are counted; null elsewhere. */
  readonly mailsCausedBy: MailCause | null
  /** In a batch of users, the lane of all mails; null: each mail has its own. */
  readonly mailLane: Lane | null
  /** The connections that are on, by the domains that they own; at most a second old. */
  readonly domainOwners: () => Promise<ReadonlyMap<string, DomainOwner>>
  readonly clock: Clock
  readonly log: Logger
  /** Null: no traces are asked for. */
  readonly tracing: Tracing | null
}

type Parts = {
  readonly config: Config
  /** Of the database that runs: `config.databaseUrl`, or the embedded one's. */
  readonly databaseUrl: string
  readonly keys: Keyring
  readonly log: Logger
  readonly isWorker?: boolean
  /** For processes that stay: connections are replaced when the database moves, and traces sent. */
  readonly isLasting?: boolean
  readonly clock?: Clock
} & HasherEvents

type Opened = Deps & {
  /** Of the connections in use. A connection whose socket is in here is replaced with them. */
  readonly sockets: Set<Socket>
  close(): Promise<void>
}

/** Opens everything; `close` ends it in the order in which it is used. */
export async function openDeps(parts: Parts): Promise<Opened> {
  const { config, databaseUrl, keys, log, clock = systemClock, isWorker = false } = parts
  const tracing = parts.isLasting ? await startTracing(parts) : null
  const sockets = new Set<Socket>()
  const database = openDatabase(databaseUrl, { isWorker, sockets, tracing })
  const { db, driver } = database
  await refuseRevokedKeys(db, keys)
  const opened = await openMailer(config)
  const mailer = tracing ? traceMails(opened, tracing) : opened
  const judge = createPasswordJudge()
  const bounces = createBounceReader()
  const jobs = await openJobs(databaseUrl, {
    isWorker,
    sockets,
    tracing,
    onError: (err) => log.error({ err }, 'A job failed and will be tried again'),
  })
  const watches = parts.isLasting ? startWatches(parts, db, sockets) : []
  return {
    config,
    db,
    driver,
    jobs,
    mailer,
    bounces,
    dns: createDns(),
    hasher: createHasher(parts),
    judge,
    breachList: createBreachList({ address: config.breachListUrl, log }),
    keys,
    settings: createSettingsReader(db, clock),
    foreignWork: cached(() => findForeignWork(db), second, clock),
    mailsCausedBy: null,
    mailLane: null,
    domainOwners: cached(() => findDomainOwners(db), second, clock),
    clock,
    log,
    tracing,
    sockets,
    async close() {
      const flushed = tracing?.close()
      for (const watch of watches) await watch.stop()
      await jobs.stop()
      await judge.close()
      await bounces.close()
      await mailer.close()
      await database.close()
      await flushed
    },
  }
}

/** Commands have none: an operator sees what they do. */
async function startTracing({ config, log, isWorker }: Parts): Promise<Tracing | null> {
  if (!config.tracing) return null
  // Only here: nobody else pays for what it loads.
  const { openTracing } = await import('./lib/open-tracing.ts')
  return openTracing(config.tracing, { role: isWorker ? 'worker' : 'server', log })
}

const startWatches = ({ databaseUrl, keys, log }: Parts, db: Database, sockets: Set<Socket>) => [
  watchDatabase(databaseUrl, sockets, (why) =>
    log.warn({ why }, 'The database has moved, so its connections are opened again'),
  ),
  watchRevokedKeys({ db, keys, log }, endProcess),
]

/** In order, as an operator would end it. */
const endProcess = () => void process.kill(process.pid, 'SIGTERM')
