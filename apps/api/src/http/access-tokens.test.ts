import fastify from 'fastify'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { serverKey } from '../../testing/audit-log.ts'
import { createFrozenClock } from '../../testing/frozen-clock.ts'
import { readConfig } from '../config.ts'
import { createKeyring, type ServerKey } from '../lib/keyring.ts'
import { accessTokens } from './access-tokens.ts'

const session = { id: 'session', userId: 'user', kind: 'device' } as const
const clock = createFrozenClock()

async function serve(keys: readonly [ServerKey, ...ServerKey[]]) {
  const app = fastify()
  const tokens = await accessTokens(app, {
    keys: createKeyring(keys),
    clock,
    config: readConfig({}),
  })
  const published = (await app.inject('/.well-known/jwks.json')).json()
  return { tokens, published }
}

const [one, two] = [serverKey('one'), serverKey('two')]

test('during a change of keys every token stays valid until it expires, here and elsewhere', async () => {
  const before = await serve([one, two])
  const after = await serve([two, one])
  expect(before.published.keys.map(({ kid }: { kid: string }) => kid)).toEqual(['one', 'two'])
  for (const token of [before.tokens.issue(session), after.tokens.issue(session)]) {
    for (const { tokens, published } of [before, after]) {
      expect(tokens.read(token)).toMatchObject({ sid: 'session', sub: 'user' })
      const options = { currentDate: clock.now(), issuer: 'http://localhost:3000' }
      await expect(jwtVerify(token, createLocalJWKSet(published), options)).resolves.toBeDefined()
    }
  }
})

test('a dropped key signs nobody in', async () => {
  const { tokens } = await serve([one])
  expect((await serve([two])).tokens.read(tokens.issue(session))).toBeNull()
})

test('no private key part is published, and every start derives the same keys', async () => {
  const { published } = await serve([one])
  expect(JSON.stringify(published)).not.toContain('"d"')
  expect((await serve([one])).published).toEqual(published)
})
