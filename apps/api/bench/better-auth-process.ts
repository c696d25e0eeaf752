import { once } from 'node:events'
import { createServer } from 'node:http'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { argon2Parameters } from './bare-hashes.ts'
import { bareMail } from './bare-mails.ts'

/**
 * For the bench: better-auth in a process of its own, on a bare Node server, as its documentation
 * sets it up. Its mails aren't awaited, so that the time of an answer tells less about who exists.
 * A reset signs the user out everywhere, as ours does. It sends `{ listens: true }`.
 */

/** `scrypt`: as it comes. `argon2id`: with hashes that cost as much as ours. */
export type Passwords = 'scrypt' | 'argon2id'

export type BetterAuthSetup = {
  readonly port: number
  readonly databaseUrl: string
  readonly smtpUrl: string
  readonly mailConnections: number
  readonly passwords: Passwords
}

const setup = JSON.parse(process.argv[2] ?? '') as BetterAuthSetup
const mailer = createTransport({
  url: setup.smtpUrl,
  pool: true,
  maxConnections: setup.mailConnections,
})
const argon2id = {
  hash: (password: string) => hash(password, argon2Parameters),
  verify: (stored: { hash: string; password: string }) => verify(stored.hash, stored.password),
}

const auth = betterAuth({
  baseURL: `http://localhost:${setup.port}`,
  secret: 'for the bench alone, where nobody has an account',
  database: new pg.Pool({ connectionString: setup.databaseUrl }),
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  // To standard output, which nobody reads, because it warns of each unknown user.
  logger: { log: console.log },
  emailAndPassword: {
    enabled: true,
    revokeSessionsOnPasswordReset: true,
    ...(setup.passwords === 'argon2id' && { password: argon2id }),
    async sendResetPassword({ user, url }) {
      void mailer.sendMail(bareMail(user.email, url)).catch(console.error)
    },
  },
})

await (await getMigrations(auth.options)).runMigrations()
const server = createServer(toNodeHandler(auth))
server.listen(setup.port, 'localhost')
await once(server, 'listening')
process.send?.({ listens: true })
process.once('disconnect', () => process.exit())
