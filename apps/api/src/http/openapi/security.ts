import { isForConsoleOnly, type Permission } from '@rekey/contracts/permissions'
import type { Access } from '@rekey/contracts/route'
import type { ZodOpenApiSecuritySchemeObject } from 'zod-openapi'

/** The ways to show who calls. */
export const securitySchemes = (): Record<string, ZodOpenApiSecuritySchemeObject> => ({
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'rekey-session',
    description:
      'The HttpOnly cookie of a browser session. Calls that change something also need the header `Origin` with the address of this server.',
  },
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The access token of an app session (`sign-in` with `client: "app"`). It is valid for ten minutes.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'rk_…',
    description:
      'An API key: `Authorization: Bearer rk_…`. Its scopes are permissions. They count only while the user who created the key has them too.',
  },
})

type Requirement = Record<string, string[]>

/**
 * Each entry is one way to be let in, and names the permission that it needs. Permissions for the
 * console only never come with an access token.
 */
export function securityOf(access: Access): Requirement[] {
  if (access === 'public') return []
  if (access === 'session') return [{ session: [] }, { accessToken: [] }]
  return access.anyOf.flatMap((permission) =>
    schemesWith(permission).map((scheme) => ({ [scheme]: [permission] })),
  )
}

const schemesWith = (permission: Permission) => [
  'session',
  ...(isForConsoleOnly(permission) ? [] : ['accessToken']),
  'apiKey',
]
