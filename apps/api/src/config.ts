import { createPublicKey, type KeyObject } from 'node:crypto'
import { breachListAddress } from '@rekey/password-strength/breach-list'
import * as z from 'zod/mini'
import { readEnvironmentFiles } from './environment-files.ts'
import { refuseQuotes, trimValues } from './environment-values.ts'
import type { ServerKey } from './lib/keyring.ts'
import { hostnameOf } from './lib/public-address.ts'
import { isRedisUrl, isServiceUrl } from './lib/service-url.ts'
import { readTracing, type TracingSettings, tracingNames } from './lib/tracing-settings.ts'

/**
 * The environment: one schema, read here and nowhere else. All faults are listed by name at once.
 * The same names, with their defaults, stand in `.env.example` and in `apps/docs/settings.md`.
 */
const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)
const flag = oneOf('on', 'off')
const cidr = z.union([z.cidrv4(), z.cidrv6()])
const portFault = 'must be a number up to 65535'
const port = z.coerce
  .number({ error: portFault })
  .check(z.int(portFault), z.gte(0, portFault), z.lte(65_535, portFault))
const urlFault = (example: string) =>
  `must be a URL such as ${example}. In the password, write % as %25, # as %23, / as %2F, ? as %3F and @ as %40`
/** `id:base64(≥32 bytes)`, comma-separated: the first signs, each verifies what names it. */
const secretKeys = z
  .string()
  .check(
    z.refine(
      (value) => parseSecretKeys(value) !== null,
      'must be id:base64 of at least 32 bytes, comma-separated',
    ),
  )

const environment = z.object({
  PORT: z._default(port, 3000),
  HOST: z._default(z.string(), '127.0.0.1'),
  PUBLIC_URL: z.optional(
    z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).check(
      z.refine((value) => isOriginUrl(value), {
        error:
          'must be only a host, such as https://accounts.example. Rekey needs the root of its own host, so a path, query, fragment or user name is not allowed',
      }),
    ),
  ),
  DATABASE_URL: z.optional(
    z.string().check(
      z.refine((value) => isServiceUrl(value, /^postgres(ql)?$/), {
        error: urlFault('postgres://user:password@host:5432/database'),
      }),
      z.refine((value) => namesNoOtherSchema(value), {
        error:
          'must not name a schema, because Rekey keeps its tables in the schema public. Remove schema= and search_path, and give Rekey its own database',
      }),
    ),
  ),
  DATA_DIR: z._default(z.string(), '.data'),
  REDIS_URL: z.optional(
    z.string().check(
      z.refine((value) => isRedisUrl(value), {
        error: urlFault('redis://user:password@host:6379/0, whose last part is a number'),
      }),
    ),
  ),
  SECRET_KEYS: z.optional(secretKeys),
  MAIL_TRANSPORT: z._default(oneOf('mailbox', 'smtp', 'sendgrid'), 'mailbox'),
  SMTP_URL: z.optional(
    z.string().check(
      z.refine((value) => isServiceUrl(value, /^smtps?$/), {
        error: urlFault('smtp://user:password@host:587'),
      }),
    ),
  ),
  SENDGRID_API_KEY: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]+$/, 'must be one word, as SendGrid shows it')),
  ),
  SENDGRID_BASE_URL: z._default(
    z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
    'https://api.sendgrid.com',
  ),
  BREACH_LIST_URL: z._default(
    z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
    breachListAddress,
  ),
  SENDGRID_WEBHOOK_PUBLIC_KEY: z.optional(
    z
      .string()
      .check(
        z.refine(
          (value) => parseWebhookKey(value) !== null,
          'must be the P-256 public key (base64) that SendGrid shows',
        ),
      ),
  ),
  BOUNCE_ADDRESS: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[\w.-]{1,10}@[^\s@<>]+$/,
          'must be an address with at most 10 characters before the @, because Rekey adds 54',
        ),
      ),
  ),
  MAIL_FROM: z._default(z.string(), 'Rekey <no-reply@localhost>'),
  CORS_ORIGINS: z._default(
    z
      .string()
      .check(
        z.refine(
          (value) => parseOrigins(value) !== null,
          'must be origins (https://host), comma-separated',
        ),
      ),
    '',
  ),
  TRUST_PROXY: z._default(
    z
      .string()
      .check(
        z.refine(
          (value) => isTrustProxy(value),
          'must be true, false, a number of hops, or addresses and CIDRs, comma-separated',
        ),
      ),
    'false',
  ),
  OPEN_DISCLOSURE_NETWORKS: z._default(
    z
      .string()
      .check(z.refine((value) => parseNetworks(value) !== null, 'must be CIDRs, comma-separated')),
    '',
  ),
  WEBHOOK_NETWORKS: z._default(
    z
      .string()
      .check(z.refine((value) => parseNetworks(value) !== null, 'must be CIDRs, comma-separated')),
    '',
  ),
  IP_RATE_LIMITS: z._default(flag, 'on'),
  DEMO_DATA: z.optional(flag),
  DEV_MODE: z.optional(z.enum(['insecure'], 'must be insecure, or not set')),
  WORKER: z._default(oneOf('spawn', 'off', 'only'), 'spawn'),
  LOG_LEVEL: z._default(
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
  ),
  METRICS_TOKEN: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]{16,}$/, 'must be one word of at least 16 characters')),
  ),
})

/** Names that the environment may hold, for the test that compares them with `.env.example`. */
export const environmentNames = [...Object.keys(environment.shape), ...tracingNames]

export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  /** Unset: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly redisUrl: string | null
  /** Unset: generated into `dataDir`. */
  readonly secretKeys: readonly [ServerKey, ...ServerKey[]] | null
  readonly mailTransport: 'mailbox' | 'smtp' | 'sendgrid'
  readonly smtpUrl: string | null
  readonly sendgridApiKey: string | null
  readonly sendgridBaseUrl: string
  /** Ends in a slash. */
  readonly breachListUrl: string
  /** Verifies what its event webhook reports; unset: no report is taken. */
  readonly sendgridWebhookKey: KeyObject | null
  /** Where mails by SMTP return to, each with a tag of its own; unset: to MAIL_FROM. */
  readonly bounceAddress: string | null
  readonly mailFrom: { readonly name: string; readonly address: string }
  /** As Fastify's `trustProxy`: on, off, addresses, or a rule made of a number of hops. */
  readonly trustProxy: boolean | string | ((address: string, hop: number) => boolean)
  /** Whose pages may call the API with a bearer token. */
  readonly corsOrigins: readonly string[]
  /** CIDRs for whose peers the setting `disclosure: open` counts. */
  readonly openDisclosureNetworks: readonly string[]
  /** CIDRs beside the public addresses that webhooks may call, by http too. */
  readonly webhookNetworks: readonly string[]
  readonly ipRateLimits: boolean
  readonly demoData: boolean
  /** DEV_MODE=insecure: mailbox and demo data are shown beyond this machine. */
  readonly insecure: boolean
  readonly worker: 'spawn' | 'off' | 'only'
  readonly logLevel: string
  /** What `/metrics` asks for as bearer. */
  readonly metricsToken: string | null
  /** `/metrics` asks for nothing: no token is set, and PUBLIC_URL is local. */
  readonly hasOpenMetrics: boolean
  /** Null: no traces are asked for. */
  readonly tracing: TracingSettings | null
}

/** Faults of the environment, one line a name. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The environment has problems:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Reads the environment. @throws ConfigError that lists every fault by name */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const files = readEnvironmentFiles(trimValues(env), environmentNames)
  const given = refuseQuotes(files.env, environmentNames)
  const parsed = environment.safeParse(given.env)
  const { tracing, faults: tracingFaults } = readTracing(given.env)
  const before = [...files.faults, ...given.faults, ...tracingFaults]
  if (!parsed.success || before.length > 0) {
    const issues = parsed.error?.issues ?? []
    throw new ConfigError([
      ...before,
      ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ])
  }
  const config = { ...toConfig(parsed.data), tracing }
  const faults = crossFaults(parsed.data, config)
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}

function toConfig(env: z.infer<typeof environment>): Omit<Config, 'tracing'> {
  // Browsers send the origin in this form: lower case, no default port (RFC 6454, section 6.2).
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).origin
  const local = isLoopback(env.HOST) && isLocalUrl(publicUrl)
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR,
    redisUrl: env.REDIS_URL ?? null,
    secretKeys: env.SECRET_KEYS ? parseSecretKeys(env.SECRET_KEYS) : null,
    mailTransport: env.MAIL_TRANSPORT,
    smtpUrl: env.SMTP_URL ?? null,
    sendgridApiKey: env.SENDGRID_API_KEY ?? null,
    sendgridBaseUrl: env.SENDGRID_BASE_URL,
    breachListUrl: env.BREACH_LIST_URL.replace(/\/*$/, '/'),
    sendgridWebhookKey: parseWebhookKey(env.SENDGRID_WEBHOOK_PUBLIC_KEY ?? ''),
    bounceAddress: env.BOUNCE_ADDRESS ?? null,
    mailFrom: parseMailFrom(env.MAIL_FROM) ?? { name: '', address: '' },
    trustProxy: parseTrustProxy(env.TRUST_PROXY),
    corsOrigins: parseOrigins(env.CORS_ORIGINS) ?? [],
    openDisclosureNetworks: parseNetworks(env.OPEN_DISCLOSURE_NETWORKS) ?? [],
    webhookNetworks: parseNetworks(env.WEBHOOK_NETWORKS) ?? [],
    ipRateLimits: env.IP_RATE_LIMITS === 'on',
    demoData: env.DEMO_DATA ? env.DEMO_DATA === 'on' : !env.DATABASE_URL && local,
    insecure: env.DEV_MODE === 'insecure',
    worker: env.WORKER,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN ?? null,
    hasOpenMetrics: !env.METRICS_TOKEN && isLocalUrl(publicUrl),
  }
}

/** Faults that no single name shows. */
function crossFaults(env: z.infer<typeof environment>, config: Config): string[] {
  const faults: string[] = []
  const local = isLoopback(config.host) && isLocalUrl(config.publicUrl)
  if (config.databaseUrl && !config.secretKeys) {
    faults.push('SECRET_KEYS: must be set if DATABASE_URL is set')
  }
  if (config.mailTransport === 'smtp' && !config.smtpUrl) {
    faults.push('SMTP_URL: must be set if MAIL_TRANSPORT is smtp')
  }
  if (config.mailTransport === 'sendgrid' && !config.sendgridApiKey) {
    faults.push('SENDGRID_API_KEY: must be set if MAIL_TRANSPORT is sendgrid')
  }
  if (config.breachListUrl.startsWith('http:') && !isLocalUrl(config.breachListUrl)) {
    faults.push(
      'BREACH_LIST_URL: must be https unless it is local, because digits of password hashes are sent there',
    )
  }
  if (config.sendgridBaseUrl.startsWith('http:') && !isLocalUrl(config.sendgridBaseUrl)) {
    faults.push(
      'SENDGRID_BASE_URL: must be https unless it is local, because links and codes are sent there',
    )
  }
  if (!parseMailFrom(env.MAIL_FROM)) faults.push('MAIL_FROM: must be an address, or Name <address>')
  if (config.publicUrl.startsWith('http:') && !isLocalUrl(config.publicUrl) && !config.insecure) {
    faults.push('PUBLIC_URL: must be https unless it is local')
  }
  if (!local && !config.insecure) {
    const why =
      'shows secrets to anyone who can reach it. HOST and PUBLIC_URL must be loopback, or set DEV_MODE=insecure'
    if (config.mailTransport === 'mailbox') faults.push(`MAIL_TRANSPORT: mailbox ${why}`)
    if (config.demoData) faults.push(`DEMO_DATA: on ${why}`)
  }
  return faults
}

/** Also a key a line, as in the file `keys` of DATA_DIR, which SECRET_KEYS_FILE may name. */
export function parseSecretKeys(value: string): [ServerKey, ...ServerKey[]] | null {
  const keys = value.split(/,|\r?\n/).map((entry) => {
    const [id, base64, ...rest] = entry.trim().split(':')
    const secret = Buffer.from(base64 ?? '', 'base64')
    const whole = id && /^[\w-]{1,32}$/.test(id) && rest.length === 0 && secret.length >= 32
    return whole ? { id, secret } : null
  })
  const [first, ...others] = keys
  if (!first || others.includes(null)) return null
  const all: [ServerKey, ...ServerKey[]] = [first, ...others.filter((key) => key !== null)]
  return new Set(all.map(({ id }) => id)).size === all.length ? all : null
}

/** SubjectPublicKeyInfo in DER (RFC 5480), base64; PEM's lines around it do no harm. */
function parseWebhookKey(value: string): KeyObject | null {
  const der = Buffer.from(value.replace(/-----[^-]+-----/g, ''), 'base64')
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
  } catch {
    return null
  }
}

function parseMailFrom(value: string): { name: string; address: string } | null {
  const [, name = '', address = value] = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$/.exec(value) ?? []
  return /^[^\s@<>]+@[^\s@<>]+$/.test(address.trim()) ? { name, address: address.trim() } : null
}

/** As browsers send them (RFC 6454, section 6.2): no path, no slash at the end. */
function parseOrigins(value: string): string[] | null {
  const origins = value.split(',').flatMap((origin) => origin.trim() || [])
  const isOrigin = (origin: string) =>
    /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin
  return origins.every(isOrigin) ? origins : null
}

function parseNetworks(value: string): string[] | null {
  const networks = value.split(',').flatMap((network) => network.trim() || [])
  return networks.every((network) => cidr.safeParse(network).success) ? networks : null
}

/** A path of slashes alone is none. */
function isOriginUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { pathname, username, password } = new URL(value)
  return /^\/*$/.test(pathname) && !/[?#]/.test(value) && !username && !password
}

/** Prisma's `schema=` and the server's search_path; `public` is what we use anyway. */
function namesNoOtherSchema(value: string): boolean {
  if (!URL.canParse(value)) return true
  const { searchParams } = new URL(value)
  const schema = searchParams.get('schema') ?? 'public'
  return schema === 'public' && !/search_path/i.test(searchParams.get('options') ?? '')
}

const networkNames = new Set(['loopback', 'linklocal', 'uniquelocal'])

/** What Fastify takes, so that a wrong value is reported here, with the setting's name. */
function isTrustProxy(value: string): boolean {
  if (/^(true|false|\d+)$/.test(value)) return true
  const address = z.union([z.ipv4(), z.ipv6(), cidr])
  return value
    .split(',')
    .map((entry) => entry.trim())
    .every((entry) => networkNames.has(entry) || address.safeParse(entry).success)
}

function parseTrustProxy(value: string): Config['trustProxy'] {
  if (value === 'true' || value === 'false') return value === 'true'
  const hops = /^\d+$/.test(value) ? Number(value) : null
  return hops === null ? value : (_address, hop) => hop < hops
}

const isLocalUrl = (url: string) => isLoopback(hostnameOf(new URL(url)))

export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(host)
