import type { SsoConnection } from '@rekey/contracts/sso-connections'

export const providerKinds = ['okta', 'entra', 'google', 'other'] as const

export type ProviderKind = (typeof providerKinds)[number]

/** Each provider's own domains, and how people call it. */
const marks: readonly (readonly [ProviderKind, RegExp])[] = [
  ['okta', /(^|[./])okta(preview|-emea)?\.|\bokta\b/i],
  ['entra', /microsoftonline\.|sts\.windows\.|\b(entra|azure)\b/i],
  ['google', /accounts\.google\.|\bgoogle\b/i],
]

/** Which provider this is likely to be. Its own domain, or the name that was typed, tells. */
export function guessProvider({
  name,
  issuer,
  signInUrl,
}: Pick<SsoConnection, 'name' | 'issuer' | 'signInUrl'>): ProviderKind {
  const said = `${issuer} ${signInUrl ?? ''} ${name}`
  return marks.find(([, mark]) => mark.test(said))?.[0] ?? 'other'
}
