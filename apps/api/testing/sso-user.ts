import { randomUUID } from 'node:crypto'
import { createUser, type NewUser, type TestApp } from './test-app.ts'

/**
 * A user who signs in at a provider called Okta, without a console password unless one is given.
 * There is no provider: this is for tests of our side only.
 */
export async function createSsoUser({ deps }: TestApp, given: NewUser = {}) {
  const { db } = deps
  const user = await createUser(deps, { password: null, ...given, signInMethod: 'sso' })
  const okta = {
    name: 'Okta',
    protocol: 'oidc' as const,
    enabled: true,
    issuer: 'https://northwind.okta.example',
    clientId: 'rekey',
    resetUrl: 'https://northwind.okta.example/forgot',
  }
  const connection = await db.ssoConnection.upsert({
    where: { name: okta.name },
    create: okta,
    update: {},
  })
  await db.ssoIdentity.create({
    data: {
      connectionId: connection.id,
      issuer: okta.issuer,
      subject: randomUUID(),
      userId: user.id,
      linkedAt: deps.clock.now(),
    },
  })
  return user
}
