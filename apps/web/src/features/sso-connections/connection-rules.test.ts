import { createSsoConnection } from '@rekey/contracts/sso-connections'
import { expect, test } from 'vitest'
import { resolverOf } from '../../console-kit/form-faults.ts'
import { connectionRules } from './connection-rules.ts'
import {
  bodyOf,
  type ConnectionField,
  type ConnectionValues,
  noConnection,
  type Protocol,
} from './connection-values.ts'

/** The words at each faulty field. */
async function judge(protocol: Protocol, typed: Partial<ConnectionValues>) {
  const rules = {
    ...connectionRules(protocol, true),
    bodyOf: (values: ConnectionValues) => bodyOf(protocol, values),
  }
  const resolve = resolverOf<typeof createSsoConnection, ConnectionValues, ConnectionField>(
    createSsoConnection,
    rules,
  )
  const { errors } = await resolve({ ...noConnection, ...typed }, undefined, {} as never)
  const words = Object.entries(errors).map(([field, error]) => [field, error?.message])
  return Object.fromEntries(words) as Record<string, string>
}

test('empty fields are to be filled in, except for those that may be empty', async () => {
  expect(await judge('oidc', {})).toEqual({
    name: 'Enter a name',
    issuer: 'Enter the issuer',
    clientId: 'Enter the client id',
  })
  expect(await judge('saml', {})).toEqual({
    name: 'Enter a name',
    issuer: 'Enter the entity id',
    signInUrl: 'Enter the sign-in address',
    certificate: 'Enter the certificate',
  })
})

test('errors use the field’s own words and follow the contract', async () => {
  const issuer = 'urn:northwind'
  expect((await judge('oidc', { issuer })).issuer).toMatch(/begins with https/)
  expect(await judge('saml', { issuer })).not.toHaveProperty('issuer')
  const signInUrl = 'javascript:alert(1)'
  expect((await judge('saml', { signInUrl })).signInUrl).toMatch(/begin with https/)
})
