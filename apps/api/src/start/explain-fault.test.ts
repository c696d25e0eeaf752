import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { explainFault } from './explain-fault.ts'

const config = readConfig({
  DATABASE_URL: 'postgres://mia:secret@db.example:5433/accounts',
  SECRET_KEYS: `a:${Buffer.alloc(32, 'a').toString('base64')}`,
  DATA_DIR: '/srv/rekey',
  PORT: '80',
})

const coded = (code: string, more: object = {}) =>
  Object.assign(new Error(`it said ${code}`), { code, ...more })

test.each([
  ['ECONNREFUSED', 'DATABASE_URL: nothing is listening at db.example:5433.'],
  ['ENOTFOUND', 'DATABASE_URL: the host name db.example is unknown.'],
  ['28P01', 'DATABASE_URL: PostgreSQL refuses the password of mia.'],
  ['28000', 'DATABASE_URL: PostgreSQL does not let mia in.'],
  ['3D000', 'DATABASE_URL: there is no database accounts.'],
  ['42501', 'DATABASE_URL: mia lacks a permission.'],
  ['57P01', 'DATABASE_URL: db.example:5433 ended the connection.'],
  ['25006', 'DATABASE_URL: the server at db.example:5433 is read-only.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'DATABASE_URL: the certificate of db.example:5433 is not trusted.'],
])('what the database answers is told with its setting: %s', (code, sentence) => {
  const told = explainFault(coded(code), config)
  expect(told).toContain(sentence)
  expect(told).not.toMatch(/secret|\n {4}at /)
})

test('files of TLS that are wrong or belong to another host name are told', () => {
  const { host } = new URL('postgres://db.example:5433')
  for (const words of [
    'PEM routines::no start line',
    'x509 certificate routines::key values mismatch',
  ]) {
    expect(explainFault(new Error(`error:0480006C:${words}`), config)).toMatch(
      /^DATABASE_URL: a file of sslrootcert=, sslcert= or sslkey= isn't PEM/,
    )
  }
  expect(explainFault(coded('ERR_TLS_CERT_ALTNAME_INVALID'), config)).toContain(
    `DATABASE_URL: the certificate at ${host} is for another host name.`,
  )
})

test('a fault inside another one is found: a migration that may not create a table', () => {
  const error = new Error('Migration 0001_init failed and was undone', { cause: coded('42501') })
  expect(explainFault(error, config)).toContain('DATABASE_URL: mia lacks a permission.')
})

test('a connection that ends in the middle of a backup is told like any other', () => {
  expect(explainFault(new Error('Connection terminated unexpectedly'), config)).toMatch(
    /^DATABASE_URL: db\.example:5433 ended the connection\. .* its log says why\./,
  )
})

test('a port that is taken, forbidden, or an address that is not ours', async () => {
  const listening = { syscall: 'listen' }
  expect(explainFault(coded('EADDRINUSE', listening), config)).toContain('PORT: another program')
  expect(explainFault(coded('EACCES', listening), config)).toContain(
    'PORT: this user has no permission',
  )
  expect(explainFault(coded('EADDRNOTAVAIL', listening), config)).toContain('HOST: this machine')
  const error = await new Promise<unknown>((resolve) => {
    createServer().once('error', resolve).listen(0, '192.0.2.1')
  })
  expect(explainFault(error, config)).toMatch(/^HOST: /)
})

test('a folder that can’t be used is told as DATA_DIR', () => {
  for (const code of ['EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR']) {
    const told = explainFault(coded(code, { path: '/srv/rekey/keys' }), config)
    expect(told).toMatch(/^DATA_DIR: \/srv\/rekey can't be used: .*\/srv\/rekey\/keys/)
  }
})

test('a file or a socket that DATABASE_URL names is told as DATABASE_URL', () => {
  const urls = {
    file: 'postgres://db.example/rekey?sslmode=verify-full&sslrootcert=/etc/ca.pem',
    socket: 'postgres:///rekey?host=/run/postgresql',
  }
  const explain = (databaseUrl: string, error: Error) =>
    explainFault(error, { ...config, databaseUrl })
  expect(explain(urls.file, coded('ENOENT', { path: '/etc/ca.pem', syscall: 'open' }))).toMatch(
    /^DATABASE_URL: \/etc\/ca\.pem can't be used: the file does not exist\./,
  )
  expect(explain(urls.file, coded('EACCES', { path: '/etc/ca.pem', syscall: 'open' }))).toMatch(
    /^DATABASE_URL: \/etc\/ca\.pem can't be used: this user has no permission to read it\./,
  )
  const address = '/run/postgresql/.s.PGSQL.5432'
  const connecting = { syscall: 'connect', address }
  expect(explain(urls.socket, coded('ENOENT', connecting))).toContain(
    `DATABASE_URL: nothing is listening at the socket ${address}.`,
  )
  expect(explain(urls.socket, coded('EACCES', connecting))).toContain(
    `DATABASE_URL: this user has no permission to use the socket ${address}.`,
  )
})

test('anything else is a sentence too; its stack is shown where LOG_LEVEL asks for details', () => {
  const error = new TypeError('x is not a function')
  expect(explainFault(error, config)).toBe(
    "Rekey can't continue: x is not a function. Set LOG_LEVEL=debug to see where.",
  )
  expect(explainFault(error, null)).toMatch(/^Rekey can't continue: x is not a function\./)
  expect(explainFault(error, { ...config, logLevel: 'debug' })).toMatch(/\n {4}at /)
})
