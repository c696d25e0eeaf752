/**
 * An OpenID Connect issuer without its last slash. The specification compares issuers letter by
 * letter, but providers and the people who set them up don't agree on that slash: Auth0 and
 * authentik have it, others don't. So issuers are compared and stored without it, and one person
 * stays one identity.
 */
export const plainIssuer = (issuer: string) => issuer.replace(/\/$/, '')
