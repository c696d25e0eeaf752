import { X509Certificate } from 'node:crypto'
import type { showSamlMetadata as contract } from '@rekey/contracts/sso'
import { html } from 'ghtml'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import {
  findEncryptionCertificate,
  keepDecryptionKey,
  makeDecryptionKey,
} from '../../models/decryption-keys.ts'
import {
  endpointsOf,
  findSsoConnection,
  type SamlConnection,
} from '../../models/sso-connections.ts'

/**
 * GET /sso/{id}/metadata. It also works while the connection is off, because the provider needs our
 * metadata first. The first call makes the key with which assertions are encrypted.
 */
export const showSamlMetadata: Verb<typeof contract> = async ({ params }, deps) => {
  const connection = await findSsoConnection(deps.db, deps.keys, params.id)
  if (connection?.protocol !== 'saml') throw new Problem('not-found')
  const certificate =
    (await findEncryptionCertificate(deps.db, connection.id)) ??
    (await makeFirstKey(deps, connection.id))
  return { status: 200, body: writeMetadata(deps, connection, certificate) }
}

/** Of two parallel calls, the second finds the key of the first. */
async function makeFirstKey({ db, keys, clock, config }: Deps, id: string): Promise<string> {
  const at = clock.now()
  const key = await makeDecryptionKey(config.publicUrl, at)
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM sso_connections WHERE id = ${id}::uuid FOR UPDATE`
    const found = await findEncryptionCertificate(tx, id)
    if (found !== null) return found
    await keepDecryptionKey(tx, keys, id, key, at)
    return key.certificate
  })
}

/** The provider chooses the first of these that it supports. */
const encryptionMethods = html`
      <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>
      <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"/>
      <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep">
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
        <xenc11:MGF Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/>
      </EncryptionMethod>
      <EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p">
        <ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>
      </EncryptionMethod>`

/** SAML metadata, 2.4.4. Our entity id is the address of our metadata (4.1.1). */
function writeMetadata(
  { config: { publicUrl } }: Deps,
  { id, signsWhole }: SamlConnection,
  certificate: string,
): string {
  const { acs, metadata } = endpointsOf(publicUrl, id)
  const saml = 'urn:oasis:names:tc:SAML:2.0'
  return html`<?xml version="1.0"?>
<EntityDescriptor xmlns="${saml}:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
  xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" entityID="${metadata}" ID="_${id}">
  <SPSSODescriptor protocolSupportEnumeration="${saml}:protocol" AuthnRequestsSigned="false"
    WantAssertionsSigned="${signsWhole !== true}">
    <KeyDescriptor use="encryption">
      <ds:KeyInfo><ds:X509Data>
        <ds:X509Certificate>${new X509Certificate(certificate).raw.toString('base64')}</ds:X509Certificate>
      </ds:X509Data></ds:KeyInfo>!${encryptionMethods}
    </KeyDescriptor>
    <AssertionConsumerService index="1" isDefault="true" Binding="${saml}:bindings:HTTP-POST"
      Location="${acs}"/>
  </SPSSODescriptor>
</EntityDescriptor>
`
}
