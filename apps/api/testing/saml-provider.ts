import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerHtml, loginPage, personOf, postingPage, readForm } from './login-page.ts'
import {
  createSigningKeys,
  encodeAnswer,
  readRequest,
  type SigningKeys,
  signXml,
  writeAnswer,
} from './saml-answer.ts'

type SamlProvider = {
  /** Its entity id. */
  readonly issuer: string
  readonly signInUrl: string
  readonly certificate: string
  close(): Promise<void>
}

/**
 * A SAML provider with a page on which anybody signs in; it answers by the clock of this machine.
 */
export async function openSamlProvider({ port = 0 } = {}): Promise<SamlProvider> {
  const keys = createSigningKeys()
  const server = createServer((request, response) => {
    answer(request, response, keys).catch((error: Error) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message)
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    signInUrl: `${issuer}/sign-in`,
    certificate: keys.certificate,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, keys: SigningKeys) {
  const issuer = `http://${request.headers.host}`
  if (request.url === '/metadata') return answerMetadata(response, issuer, keys)
  const asked = await readRequest(new URL(request.url ?? '/', issuer).href)
  if (request.method !== 'POST') return answerHtml(response, loginPage('Test provider (SAML)'))
  const form = await readForm(request)
  const xml = form.get('act') === 'refuse' ? refusal(asked.requestId) : await signed()
  const fields = { SAMLResponse: encodeAnswer(xml), RelayState: asked.relayState }
  answerHtml(response, postingPage(asked.recipient, fields))

  async function signed() {
    const { email, name } = personOf(form)
    const unsigned = await writeAnswer({
      issuer,
      ...asked,
      inResponseTo: asked.requestId,
      nameId: `id-of-${email}`,
      attributes: { email, displayName: name },
      now: new Date(),
    })
    return signXml(unsigned, keys)
  }
}

function answerMetadata(response: ServerResponse, issuer: string, { certificate }: SigningKeys) {
  const saml = 'urn:oasis:names:tc:SAML:2.0'
  response
    .writeHead(200, { 'content-type': 'application/samlmetadata+xml' })
    .end(`<?xml version="1.0"?><EntityDescriptor xmlns="${saml}:metadata" entityID="${issuer}">
    <IDPSSODescriptor protocolSupportEnumeration="${saml}:protocol"><KeyDescriptor use="signing">
    <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>
    ${certificate.replace(/-----.*?-----/g, '')}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="${saml}:bindings:HTTP-Redirect" Location="${issuer}/sign-in"/>
    </IDPSSODescriptor></EntityDescriptor>`)
}

const refusal = (requestId: string) => `<samlp:Response
  xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_refusal" Version="2.0"
  InResponseTo="${requestId}"><samlp:Status>
  <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">
  <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>
  </samlp:Status></samlp:Response>`
