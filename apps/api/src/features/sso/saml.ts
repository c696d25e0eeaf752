import { SAML } from '@node-saml/node-saml'
import type { Config } from '../../config.ts'
import { endpointsOf, type SamlConnection } from '../../models/sso-connections.ts'

/**
 * The library, told of one connection. It writes requests and our metadata; answers are read by
 * read-saml-answer.ts.
 * Our entity id is the address of our metadata (SAML metadata, 4.1.1).
 */
export function openSaml(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  { id, signInUrl, certificates }: SamlConnection,
  { requestId, again = false }: { requestId: string; again?: boolean },
): SAML {
  const { acs, metadata } = endpointsOf(publicUrl, id)
  return new SAML({
    issuer: metadata,
    callbackUrl: acs,
    entryPoint: signInUrl,
    idpCert: [...certificates],
    // The provider must ask for the password again (SAML core, 3.4.1).
    forceAuthn: again,
    generateUniqueId: () => requestId,
    wantAssertionsSigned: true,
    // Neither a form of name nor a way of signing in is asked for: that is the provider's to
    // choose.
    identifierFormat: null,
    disableRequestedAuthnContext: true,
  })
}
