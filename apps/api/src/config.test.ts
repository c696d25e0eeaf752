import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigError, environmentNames, parseSecretKeys, readConfig } from './config.ts'

const key = (id: string) => `${id}:${Buffer.alloc(32, id).toString('base64')}`

const faultsOf = (env: Record<string, string>) => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return error instanceof ConfigError ? error.faults : [String(error)]
  }
}

test('nothing needs to be set', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    databaseUrl: null,
    mailTransport: 'mailbox',
    demoData: true,
    worker: 'spawn',
  })
})

test('all faults are listed by name, at once', () => {
  const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'loud', SECRET_KEYS: 'a:short' })
  const names = faults.map((fault) => fault.split(':')[0])
  expect(new Set(names)).toEqual(new Set(['LOG_LEVEL', 'PORT', 'SECRET_KEYS']))
})

test('a fault says what is allowed', () => {
  expect(
    faultsOf({ PORT: '80a', WORKER: 'yes', DEMO_DATA: 'true', LOG_LEVEL: 'INFO', DEV_MODE: '1' }),
  ).toEqual([
    'PORT: must be a number up to 65535',
    'DEMO_DATA: must be on or off',
    'DEV_MODE: must be insecure, or not set',
    'WORKER: must be spawn, off or only',
    'LOG_LEVEL: must be fatal, error, warn, info, debug, trace or silent',
  ])
  expect(faultsOf({ PORT: '65536' })).toEqual(['PORT: must be a number up to 65535'])
})

test('spaces and line ends of Windows around a value do not count, and blank is unset', () => {
  const env = { PORT: ' \r', HOST: '127.0.0.1\r', DATA_DIR: '/srv/rekey \r', LOG_LEVEL: 'warn\r' }
  expect(readConfig(env)).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataDir: '/srv/rekey',
    logLevel: 'warn',
  })
})

test('quotes that Docker and Kubernetes keep are refused by name, once', () => {
  const inQuotes = { METRICS_TOKEN: '"0123456789abcdef"', DATA_DIR: "'.data'", PORT: '"3000"' }
  const faults = faultsOf({ ...inQuotes, SECRET_KEYS: `"${key('a')}"`, OTEL_SERVICE_NAME: '"x"' })
  const names = ['PORT', 'DATA_DIR', 'SECRET_KEYS', 'METRICS_TOKEN', 'OTEL_SERVICE_NAME']
  expect(faults).toEqual(
    names.map(
      (name) => `${name}: the value is in quotes. Remove them, because they count as part of it`,
    ),
  )
  const mailFrom = { MAIL_FROM: '"Northwind, Inc." <a@northwind.example>' }
  expect(readConfig(mailFrom).mailFrom.address).toBe('a@northwind.example')
})

test('a URL with special characters in its password says how to write them, and nothing else', () => {
  const smtp = { MAIL_TRANSPORT: 'smtp' }
  for (const password of ['a#b', 'a/b', 'a?b', '1#b', '1/b', '1?b']) {
    const urls = {
      DATABASE_URL: `postgres://rekey:${password}@db.example/rekey`,
      REDIS_URL: `redis://:${password}@redis.example`,
      SMTP_URL: `smtp://relay:${password}@mail.example`,
    }
    const faults = faultsOf({ ...smtp, ...urls, SECRET_KEYS: key('a') })
    expect(
      faults.map((fault) => fault.split(':')[0]),
      password,
    ).toEqual(['DATABASE_URL', 'REDIS_URL', 'SMTP_URL'])
    expect(faults.every((fault) => fault.includes('write % as %25, # as %23'))).toBe(true)
    expect(faults.join()).not.toContain(password)
  }
  for (const url of [
    'postgres://u%40a:%23%2F@db.example/rekey',
    'postgres:///rekey?host=/run&user=a@b',
  ]) {
    expect(readConfig({ DATABASE_URL: url, SECRET_KEYS: key('a') }).databaseUrl).toBe(url)
  }
})

test('REDIS_URL is one that Redis’ client can read: a number at most behind the host', () => {
  for (const right of ['redis://h', 'redis://h/', 'rediss://u:%25@h:6380/2', 'redis://:p@h/0']) {
    expect(readConfig({ REDIS_URL: right }).redisUrl).toBe(right)
  }
  for (const wrong of ['redis://h/rekey', 'redis://:50%off@h', 'redis://a:1,b:2', 'sentinel://h']) {
    expect(faultsOf({ REDIS_URL: wrong }).join(), wrong).toMatch(
      /^REDIS_URL: must be a URL such as/,
    )
  }
})

test('a setting can be in a file, with or without a line end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-config-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'keys')
  for (const end of ['', '\n', '\r\n']) {
    await writeFile(path, key('a') + end)
    expect(readConfig({ SECRET_KEYS_FILE: path }).secretKeys).toHaveLength(1)
  }
  expect(faultsOf({ SECRET_KEYS_FILE: path, SECRET_KEYS: key('b') })).toEqual([
    'SECRET_KEYS_FILE: SECRET_KEYS is set too. Remove one of them',
  ])
  expect(faultsOf({ SECRET_KEYS_FILE: `${path}s` })).toEqual([
    `SECRET_KEYS_FILE: ${path}s can't be read: the file does not exist`,
  ])
  expect(
    faultsOf({ SECRET_KEYS_FILE: `${path}s`, PORT: 'x' }).map((fault) => fault.slice(0, 16)),
  ).toEqual(['SECRET_KEYS_FILE', expect.stringMatching(/^PORT: /)])
  await writeFile(path, 'nothing of use')
  expect(faultsOf({ SECRET_KEYS_FILE: path }).join()).toMatch(/^SECRET_KEYS: must be/)
})

test('settings that show secrets need a local HOST and PUBLIC_URL, or DEV_MODE=insecure', () => {
  for (const env of [{ HOST: '0.0.0.0' }, { PUBLIC_URL: 'https://accounts.example' }]) {
    expect(faultsOf(env).join()).toContain('MAIL_TRANSPORT')
    expect(faultsOf({ ...env, DEMO_DATA: 'on' }).join()).toContain('DEMO_DATA')
    expect(faultsOf({ ...env, DEV_MODE: 'insecure' })).toEqual([])
  }
})

test('a database of one’s own needs keys of one’s own', () => {
  const env = { DATABASE_URL: 'postgres://localhost/rekey' }
  expect(faultsOf(env)).toEqual(['SECRET_KEYS: must be set if DATABASE_URL is set'])
  expect(readConfig({ ...env, SECRET_KEYS: key('a') }).demoData).toBe(false)
})

test('links are https unless they are local', () => {
  const smtp = { MAIL_TRANSPORT: 'smtp', SMTP_URL: 'smtp://localhost' }
  expect(faultsOf({ ...smtp, PUBLIC_URL: 'http://accounts.example' }).join()).toContain(
    'PUBLIC_URL',
  )
  expect(faultsOf({ ...smtp, PUBLIC_URL: 'http://127.0.0.1:8080' })).toEqual([])
})

test('PUBLIC_URL is a host alone, and read as browsers write it', () => {
  const readUrl = (PUBLIC_URL: string) => readConfig({ PUBLIC_URL, DEV_MODE: 'insecure' }).publicUrl
  expect(readUrl('https://Accounts.Example:443/')).toBe('https://accounts.example')
  expect(readUrl('https://müller.example')).toBe('https://xn--mller-kva.example')
  for (const wrong of [
    'https://example.com/accounts',
    'https://example.com/accounts/',
    'https://example.com/?x=1',
    'https://example.com/?',
    'https://example.com/#top',
    'https://example.com#',
    'https://mia:secret@example.com',
    'ftp://example.com',
    'example.com',
  ]) {
    const faults = faultsOf({ PUBLIC_URL: wrong, DEV_MODE: 'insecure' })
    expect(faults.join(), wrong).toMatch(/^PUBLIC_URL: /)
    expect(faults.join()).not.toContain('secret')
  }
})

test('DATABASE_URL names no other schema than public', () => {
  const faultsWith = (query: string) =>
    faultsOf({ DATABASE_URL: `postgres://db.example/rekey${query}`, SECRET_KEYS: key('a') }).join()
  expect(faultsWith('?schema=public&sslmode=require')).toBe('')
  for (const wrong of ['?schema=rekey', '?options=-c%20search_path%3Drekey', '?schema=']) {
    expect(faultsWith(wrong), wrong).toMatch(/^DATABASE_URL: must not name a schema/)
  }
})

test('TRUST_PROXY is told by name where Fastify could not read it', () => {
  for (const right of [
    'true',
    'false',
    '2',
    'loopback',
    '10.0.0.0/8, ::1',
    'uniquelocal,192.0.2.7',
  ]) {
    expect(faultsOf({ TRUST_PROXY: right }), right).toEqual([])
  }
  for (const wrong of ['yes', 'my-proxy', '10.0.0.0/99', '10.0.0.1;10.0.0.2', ',']) {
    expect(faultsOf({ TRUST_PROXY: wrong }).join(), wrong).toMatch(/^TRUST_PROXY: /)
  }
})

test('SendGrid needs its key, and is spoken to by https unless it is local', () => {
  const sendgrid = { MAIL_TRANSPORT: 'sendgrid' }
  expect(faultsOf(sendgrid)).toEqual([
    'SENDGRID_API_KEY: must be set if MAIL_TRANSPORT is sendgrid',
  ])
  const set = { ...sendgrid, SENDGRID_API_KEY: 'SG.x.y' }
  expect(readConfig(set)).toMatchObject({
    sendgridApiKey: 'SG.x.y',
    sendgridBaseUrl: 'https://api.sendgrid.com',
  })
  expect(faultsOf({ ...set, SENDGRID_BASE_URL: 'http://127.0.0.1:9' })).toEqual([])
  expect(faultsOf({ ...set, SENDGRID_BASE_URL: 'http://mail.example' }).join()).toContain(
    'SENDGRID_BASE_URL',
  )
  expect(faultsOf({ ...set, SENDGRID_API_KEY: 'two words' }).join()).toContain('SENDGRID_API_KEY')
})

test('the list of leaked passwords may be a mirror, by https unless it is local', () => {
  expect(readConfig({}).breachListUrl).toBe('https://api.pwnedpasswords.com/range/')
  const mirror = { BREACH_LIST_URL: 'https://pwned.example/range' }
  expect(readConfig(mirror).breachListUrl).toBe('https://pwned.example/range/')
  expect(faultsOf({ BREACH_LIST_URL: 'http://127.0.0.1:9' })).toEqual([])
  expect(faultsOf({ BREACH_LIST_URL: 'http://pwned.example' }).join()).toContain('BREACH_LIST_URL')
})

test('reports need the P-256 key that SendGrid shows, bounces an address with room for a tag', () => {
  const keyOf = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'der', type: 'spki' })
  const whole = keyOf('P-256').toString('base64')
  expect(readConfig({}).sendgridWebhookKey).toBeNull()
  const pem = `-----BEGIN PUBLIC KEY-----\n${whole}\n-----END PUBLIC KEY-----\n`
  for (const SENDGRID_WEBHOOK_PUBLIC_KEY of [whole, pem]) {
    const { sendgridWebhookKey } = readConfig({ SENDGRID_WEBHOOK_PUBLIC_KEY })
    expect(sendgridWebhookKey?.asymmetricKeyType).toBe('ec')
  }
  for (const wrong of ['x', whole.slice(4), keyOf('P-384').toString('base64')]) {
    expect(faultsOf({ SENDGRID_WEBHOOK_PUBLIC_KEY: wrong }).join()).toContain(
      'SENDGRID_WEBHOOK_PUBLIC_KEY',
    )
  }
  expect(readConfig({ BOUNCE_ADDRESS: 'bounce@mail.example.com' }).bounceAddress).toBe(
    'bounce@mail.example.com',
  )
  for (const wrong of ['bounce', 'much-too-long@mail.example.com', 'Name <bounce@x.example>']) {
    expect(faultsOf({ BOUNCE_ADDRESS: wrong }).join()).toContain('BOUNCE_ADDRESS')
  }
})

test('keys: the first signs, ids are unique, secrets hold 32 bytes', () => {
  expect(parseSecretKeys(`${key('a')}, ${key('b')}`)?.map(({ id }) => id)).toEqual(['a', 'b'])
  for (const end of ['\n', '\r\n']) {
    const lines = `${key('a')}${end}${key('b')}`
    expect(parseSecretKeys(lines)?.map(({ id }) => id)).toEqual(['a', 'b'])
  }
  for (const wrong of [
    '',
    'a',
    'a:',
    key('a').slice(0, 20),
    `${key('a')},${key('a')}`,
    `${key('a')}:x`,
  ]) {
    expect(parseSecretKeys(wrong)).toBeNull()
  }
})

test('.env.example names what the environment may hold, no more and no less', async () => {
  const example = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8')
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(new Set(named)).toEqual(new Set(environmentNames))
  expect(named).toHaveLength(environmentNames.length)
})
