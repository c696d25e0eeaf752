/**
 * An OpenID Connect issuer without its trailing slash. The specification compares issuers character
 * by character, but providers and the people who set them up disagree about that slash: Auth0 and
 * authentik have it, others don't. So issuers are compared and stored without it, and one person
 * stays one identity.
 */
export const plainIssuer = (issuer: string) => issuer.replace(/\/$/, '')
