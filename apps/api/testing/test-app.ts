import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { inspectReset } from '@rekey/contracts/password-reset'
import type { ProblemDocument } from '@rekey/contracts/problems'
import type * as Contracts from '@rekey/contracts/route'
import type { currentSession, listSessions, signIn } from '@rekey/contracts/sessions'
import type { startUserReset, User } from '@rekey/contracts/users'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { type Deps, openDeps } from '../src/deps.ts'
import { createJobHandlers } from '../src/job-handlers.ts'
import type { Hasher } from '../src/lib/hasher.ts'
import { createKeyring } from '../src/lib/keyring.ts'
import { createLog } from '../src/lib/log.ts'
import { type MailboxMessage, openMailbox } from '../src/mail/mailbox.ts'
import { searchText } from '../src/models/search-text.ts'
import { usernameKey } from '../src/models/username-key.ts'
import { askOf } from './ask-of.ts'
import { inBackground } from './count-statements.ts'
import { createFrozenClock, type FrozenClock } from './frozen-clock.ts'
import { createJobRunner } from './run-jobs.ts'
import { sharedJudge } from './shared-judge.ts'
import { createTestDatabase } from './test-database.ts'
import { requireDocumented, watchAnswers } from './watch-answers.ts'

export type TestApp = {
  readonly app: FastifyInstance
  readonly deps: Deps
  readonly clock: FrozenClock
  readonly databaseUrl: string
  /** Everything that was logged, a JSON line each. */
  readonly logged: string[]
  /** What was hashed since the start: `own`, or a foreign scheme's label. */
  readonly hashed: string[]
  /** Sends JSON as a browser on our own pages does. */
  send(method: Method, path: string, body?: unknown, cookies?: Cookies): Promise<Answer>
  /** Sends JSON as an app does: with an access token, and without Origin or cookies. */
  sendAsApp(method: Method, path: string, body?: unknown, accessToken?: string): Promise<Answer>
  /** The job that looks an asking user up, as the worker runs it. */
  openReset(username: string, device?: string): Promise<void>
  runJobs(options?: { later?: boolean; atOnce?: number }): Promise<void>
  /** The mails to an address, newest first. */
  mailsTo(address: string): Promise<MailboxMessage[]>
  close(): Promise<void>
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET'
export type Cookies = Record<string, string>
type SignInAnswer = {
  [F in Exclude<keyof Contracts.Answer<typeof signIn>, 'user'>]: NonNullable<
    Contracts.Answer<typeof signIn>[F]
  >
}
/** All fields of any answer, by the contracts; a test reads those of the answer that it expects. */
type AnswerBody = Omit<ProblemDocument, 'triesLeft' | 'status'> & {
  status: unknown
  outcome: string
  sessionsEnded: number
  expiresAt: string
} & Omit<Contracts.Answer<typeof inspectReset>, 'expiresAt'> &
  Contracts.Answer<typeof currentSession> &
  Contracts.Answer<typeof listSessions> &
  SignInAnswer &
  Contracts.Answer<typeof startUserReset> &
  Omit<User, 'status'> & { name: string }

export type Answer = {
  status: number
  body: AnswerBody
  headers: Record<string, unknown>
  cookies: Cookies
}

/**
 * The whole service on a database of its own, its clock frozen, its mails in a mailbox.
 * @param prepare changes the database before the service connects
 */
export async function createTestApp(
  env: Record<string, string> = {},
  parts: Partial<Pick<Deps, 'dns'>> = {},
  prepare?: (databaseUrl: string) => Promise<void>,
): Promise<TestApp> {
  const database = await createTestDatabase()
  await prepare?.(database.url)
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-test-'))
  const clock = createFrozenClock()
  const logged: string[] = []
  const hashed: string[] = []
  const config = readConfig({
    DATA_DIR: dataDir,
    IP_RATE_LIMITS: 'off',
    LOG_LEVEL: 'debug',
    ...env,
  })
  const log = createLog(config.logLevel, { write: (line) => void logged.push(line) })
  const keys = createKeyring([{ id: 'test', secret: Buffer.alloc(32, 7) }])
  const onHash = (scheme: string) => void hashed.push(scheme)
  const given = { config, databaseUrl: database.url, keys, log, clock, onHash }
  const opened = await inBackground(() => openDeps(given))
  const deps = { ...opened, judge: sharedJudge, ...parts }
  const app = await buildApp(deps, { hasWeb: false })
  const faults = watchAnswers(app)
  const handlers = createJobHandlers(deps, { longestDelayMs: 0 })
  const runner = createJobRunner(database.url, handlers)
  const mailbox = openMailbox(dataDir)
  return {
    app,
    deps,
    clock,
    databaseUrl: database.url,
    logged,
    hashed,
    send: (method, path, body, cookies = {}) =>
      send(app, method, path, body, cookies, {
        origin: config.publicUrl,
        'user-agent': chromeOnWindows,
      }),
    sendAsApp: (method, path, body, accessToken) =>
      send(
        app,
        method,
        path,
        body,
        {},
        accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
      ),
    openReset: (username, device) =>
      handlers['open-reset']([{ id: randomUUID(), data: askOf(deps, username, device) }]),
    runJobs: (options) => runner.run(options),
    mailsTo: (to) => mailbox.list({ to }),
    async close() {
      await app.close()
      await runner.stop()
      await deps.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
      requireDocumented(faults)
    },
  }
}

async function send(
  app: FastifyInstance,
  method: Method,
  path: string,
  body: unknown,
  cookies: Cookies,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    cookies,
    headers,
    ...(body !== undefined && { payload: body as object }),
  })
  const set = response.cookies.map(({ name, value }) => [name, value] as const)
  return {
    status: response.statusCode,
    body: JSON.parse(response.body || '{}'),
    headers: response.headers,
    cookies: { ...cookies, ...Object.fromEntries(set) },
  }
}

const chromeOnWindows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export type NewUser = {
  username?: string
  displayName?: string
  /** An organization of this name, made where there is none. */
  organization?: string
  kind?: 'staff' | 'device' | 'contact' | 'member'
  emailTo?: string | null
  status?: 'active' | 'deactivated'
  password?: string | null
  mustChangePassword?: boolean
  /** sso: the password, if any, is the console password. */
  signInMethod?: 'password' | 'sso'
  passwordHash?: string
  foreignScheme?: string
  roleId?: string
}

/** Hashes by their password: to make one takes a core 20 ms, and tests make many users. */
const hashes = new Map<string, Promise<string>>()

const hashOnce = (hasher: Hasher, password: string): Promise<string> => {
  const hash = hashes.get(password) ?? hasher.hash(password)
  hashes.set(password, hash)
  return hash
}

/** A user in the database; with a password unless it is null. */
export async function createUser({ db, hasher }: Pick<Deps, 'db' | 'hasher'>, given: NewUser = {}) {
  const username = given.username ?? `${randomUUID().slice(0, 8)}@northwind.example`
  const { displayName = 'Jane Doe', password = 'correct horse battery' } = given
  const organization = given.organization ? { name: given.organization } : null
  const passwordHash =
    given.passwordHash ?? (password === null ? null : await hashOnce(hasher, password))
  return db.user.create({
    data: {
      username,
      usernameKey: usernameKey(username),
      displayName,
      searchText: searchText({
        username,
        displayName,
        emailTo: given.emailTo ?? null,
        organization: organization?.name ?? null,
      }),
      ...(organization && {
        organization: { connectOrCreate: { where: organization, create: organization } },
      }),
      kind: given.kind ?? 'staff',
      emailTo: given.emailTo ?? null,
      status: given.status ?? 'active',
      role: { connect: { id: given.roleId ?? builtInRoles.registered } },
      passwordHash,
      mustChangePassword: given.mustChangePassword ?? false,
      signInMethod: given.signInMethod ?? 'password',
      foreignScheme: given.foreignScheme ?? null,
      passwordId: passwordHash ? randomUUID() : null,
    },
  })
}
