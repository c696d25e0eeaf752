import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from '@rekey/contracts/route'
import type { readSsoMetadata } from '@rekey/contracts/sso-connections'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCertificate } from '../../../testing/create-certificate.ts'
import { createSigningKeys, signXml } from '../../../testing/saml-answer.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../../testing/test-app.ts'

const bare = (pem: string) => pem.replace(/-----.*?-----|\s/g, '')
const first = createCertificate()
const second = createCertificate({ name: 'next.example' })
const curve = createSigningKeys('P-256').certificate
const over = createCertificate({ validUntil: new Date('2021-01-01T00:00:00Z') })
const saml = 'urn:oasis:names:tc:SAML:2.0'

const keyOf = (pem: string, use = ' use="signing"') =>
  `<KeyDescriptor${use}><d:KeyInfo xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:X509Data>
    <d:X509Certificate>
      ${bare(pem).replace(/.{64}/g, '$&\n      ')}
    </d:X509Certificate></d:X509Data></d:KeyInfo></KeyDescriptor>`
const serviceOf = (binding: string, location: string) =>
  `<SingleSignOnService Binding="${saml}:bindings:${binding}" Location="${location}"/>`
const both =
  serviceOf('HTTP-POST', 'https://idp.example/post') +
  serviceOf('HTTP-Redirect', 'https://idp.example/redirect?tenant=1&amp;a=b')

/** Metadata as providers write them, with comments and a role that is none of ours. */
const entity = ({
  id = 'https://idp.example/metadata',
  attributes = '',
  role = '',
  keys = keyOf(first),
  services = both,
} = {}) => `<EntityDescriptor xmlns="${saml}:metadata" ID="_${id.length}" entityID="${id}"${attributes}>
  <!-- Written by hand. --><Issuer>x</Issuer>
  <RoleDescriptor>${keyOf(over)}</RoleDescriptor>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol ${saml}:protocol"${role}>
    ${keys}${services}
  </IDPSSODescriptor></EntityDescriptor>`

let service: TestApp
let cookies: Cookies
const pages = new Map<string, Buffer | string>()
const server = createServer((request, response) => {
  const page = pages.get(request.url ?? '')
  if (page === undefined) response.writeHead(404)
  response.end(page)
})
let home: string

beforeAll(async () => {
  service = await createTestApp()
  cookies = (await signInWith(service, ['sso.write'])).cookies
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await service.close()
})

async function read(body: object, by = cookies) {
  const answer = await service.send('POST', '/sso-connections/read-metadata', body, by)
  const { providers = [], isSigned } = answer.body as unknown as Partial<
    Answer<typeof readSsoMetadata>
  >
  const { errors } = answer.body as { errors?: { pointer: string; detail: string }[] }
  return { status: answer.status, providers, isSigned, faults: errors }
}
const refused = (pointer: string, detail: string) =>
  expect.objectContaining({ status: 400, faults: [{ pointer, detail }] })

test.each([[{}], [{ url: 'https://idp.example/metadata', xml: '<x/>' }]])(
  'an address and XML are one too many, or one too few: %j',
  async (body) => {
    expect(await read(body)).toEqual(refused('/url', 'must be sent, or xml instead, and not both'))
  },
)

describe('metadata', () => {
  test('give the entity id, the address for redirects, and the certificates that sign', async () => {
    const keys = keyOf(first) + keyOf(second) + keyOf(curve, '') + keyOf(over) + keyOf(first)
    const encryption = keyOf(createCertificate({ name: 'other' }), ' use="encryption"')
    const { status, providers, isSigned } = await read({ xml: entity({ keys: keys + encryption }) })
    expect(status).toBe(200)
    expect(isSigned).toBe(false)
    expect(providers).toEqual([
      {
        entityId: 'https://idp.example/metadata',
        signInUrl: 'https://idp.example/redirect?tenant=1&a=b',
        binding: 'redirect',
        certificates: [first, second, curve].map((pem) => expect.objectContaining({ pem })),
        refusedCertificates: ['is expired'],
        validUntil: null,
        isExpired: false,
        wantsSignedRequests: false,
      },
    ])
  })

  test('that know only forms, demand signed requests or are over say so', async () => {
    const services = serviceOf('HTTP-POST', 'https://idp.example/post')
    const role = ' WantAuthnRequestsSigned="true" validUntil="2020-01-01T00:00:00Z"'
    const attributes = ' validUntil="2099-01-01T00:00:00Z"'
    const { providers } = await read({ xml: entity({ services, role, attributes }) })
    expect(providers[0]).toMatchObject({
      signInUrl: 'https://idp.example/post',
      binding: 'post',
      validUntil: '2020-01-01T00:00:00.000Z',
      isExpired: true,
      wantsSignedRequests: true,
    })
  })

  test('name no sign-in address that could not be saved', async () => {
    for (const location of ['javascript:alert(1)', 'http://idp.example/', '']) {
      const { providers } = await read({
        xml: entity({ services: serviceOf('HTTP-Redirect', location) }),
      })
      expect(providers[0], location).toMatchObject({ signInUrl: null, binding: null })
    }
  })

  test('of several entities list each that is an identity provider', async () => {
    const ours = `<EntityDescriptor entityID="us"><SPSSODescriptor/></EntityDescriptor>`
    const list = [entity({ id: 'a' }), ours, entity({ id: 'b', keys: keyOf(second) })].join('')
    const xml = `<EntitiesDescriptor validUntil="2020-01-01T00:00:00Z"><EntitiesDescriptor>${list}
      </EntitiesDescriptor></EntitiesDescriptor>`
    const { providers } = await read({ xml })
    expect(providers.map(({ entityId, isExpired }) => [entityId, isExpired])).toEqual([
      ['a', true],
      ['b', true],
    ])
    expect(providers[1]?.certificates[0]?.pem).toBe(second)
  })

  test('that are signed are marked so, but the signature isn’t checked', async () => {
    const signed = signXml(entity(), createSigningKeys(), { what: 'EntityDescriptor' })
    expect(await read({ xml: signed })).toMatchObject({ status: 200, isSigned: true })
  })

  test.each([
    ['no XML', 'nonsense', 'must be the metadata of a SAML provider'],
    ['a page', '<html><body>Sign in</body></html>', 'must be the metadata of a SAML provider'],
    ['our own', '<EntityDescriptor entityID="us"/>', 'describes no identity provider'],
    ['a document type', `<!DOCTYPE a>${entity()}`, 'must not have a document type'],
    ['an entity', `<!ENTITY a "b">${entity()}`, 'must not have a document type'],
    ['too many elements', `${'<a>'.repeat(21_000)}`, 'must be the metadata of a SAML provider'],
  ])('that are %s are refused', async (_what, xml, detail) => {
    expect(await read({ xml })).toEqual(refused('/xml', detail))
  })
})

describe('an address of metadata', () => {
  test('is read, in UTF-8 or in UTF-16 as Windows saves it', async () => {
    const text = `\uFEFF<?xml version="1.0"?>${entity()}`
    pages.set('/utf-8', text).set('/utf-16', Buffer.from(text, 'utf16le'))
    for (const path of ['/utf-8', '/utf-16']) {
      const { providers } = await read({ url: home + path })
      expect(providers[0]?.entityId, path).toBe('https://idp.example/metadata')
    }
  })

  test('is refused by its name, and what it answered', async () => {
    pages.set('/large', 'x'.repeat(262_145)).set('/page', '<html/>')
    expect(await read({ url: `${home}/large` })).toEqual(refused('/url', 'is larger than 256 KiB'))
    expect(await read({ url: `${home}/none` })).toEqual(refused('/url', 'answers 404'))
    const page = 'must be the metadata of a SAML provider'
    expect(await read({ url: `${home}/page` })).toEqual(refused('/url', page))
  })

  test.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://0x0a000001/',
    'https://[fd00::1]/',
  ])('is refused in a network that is not public: %s', async (url) => {
    const detail = 'must be a public one. Send the XML itself instead.'
    expect(await read({ url })).toEqual(refused('/url', detail))
  })

  test('needs the permission sso.write', async () => {
    const other = await signInWith(service, ['users.write'])
    expect((await read({ xml: entity() }, other.cookies)).status).toBe(403)
    expect((await read({ xml: entity(), url: home })).status).toBe(400)
    expect((await read({ url: 'ftp://idp.example' })).status).toBe(400)
  })
})
