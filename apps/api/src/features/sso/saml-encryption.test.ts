import { randomUUID, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encrypt } from 'xml-encryption'
import { createConnection } from '../../../testing/create-connection.ts'
import { type Encryption, encryptAssertion } from '../../../testing/encrypt-assertion.ts'
import { lastRefusal } from '../../../testing/last-refusal.ts'
import { createSigningKeys, signXml } from '../../../testing/saml-answer.ts'
import { answerRequest, ssoBrowser } from '../../../testing/sso-browser.ts'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { keepDecryptionKey, makeDecryptionKey } from '../../models/decryption-keys.ts'

const issuer = 'https://idp.northwind.example'
const domain = 'northwind.example'
const keys = createSigningKeys()
const others = createSigningKeys()

let service: TestApp
let browser: ReturnType<typeof ssoBrowser>
let id: string
let ours: string

beforeAll(async () => {
  service = await createTestApp()
  browser = ssoBrowser(service)
  const given = { issuer, certificates: [keys.certificate], domains: [domain] }
  id = (await createConnection(service.deps, { protocol: 'saml', ...given })).id
  ours = await published(id)
})
afterAll(async () => service.close())

/** The certificate for encryption that our metadata hold. */
async function published(connectionId: string): Promise<string> {
  const { body } = await service.app.inject(`/api/v1/sso/${connectionId}/metadata`)
  const [, base64 = ''] =
    /<KeyDescriptor use="encryption">.*?<ds:X509Certificate>([^<]*)</s.exec(body) ?? []
  return new X509Certificate(Buffer.from(base64, 'base64')).toString()
}

const signAssertion = (xml: string) => signXml(xml, keys)
const signWhole = (xml: string) => signXml(xml, keys, { what: 'Response' })
const sealed =
  (given: Encryption = {}, certificate = () => ours) =>
  (xml: string) =>
    encryptAssertion(xml, certificate(), given)

type Step = (xml: string) => string

/** An answer that went through these steps. @returns where it led, and the word for the log */
async function come(...steps: Step[]) {
  const { location, cookies } = await browser.start(id)
  const email = `${randomUUID().slice(0, 8)}@${domain}`
  const who = { issuer, nameId: `id-of-${email}`, attributes: { email, displayName: 'Jane Doe' } }
  const given = { ...who, now: service.clock.now() }
  const sign = (xml: string) => steps.reduce((text, step) => step(text), xml)
  const led = await browser.post(id, await answerRequest(location, given, keys, { sign }), cookies)
  if (led.location === '/') return 'in'
  return (await lastRefusal(service))?.detail
}

describe('an encrypted assertion is read', () => {
  test('when it is signed within, when the answer is signed, and when both are', async () => {
    expect(await come(signAssertion, sealed())).toBe('in')
    expect(await come(sealed(), signWhole)).toBe('in')
    expect(await come(signAssertion, sealed(), signWhole)).toBe('in')
  })

  const variants: [string, Encryption][] = [
    ['AES-128-GCM', { cipher: 'aes128-gcm' }],
    ['a hash that is said', { transport: 'rsa-oaep-mgf1p, sha1 said' }],
    ['RSA-OAEP with SHA-256', { transport: 'rsa-oaep, sha256' }],
    ['its key beside it', { isBeside: true }],
    ['the keys of other recipients before ours', { others: [others.certificate] }],
  ]
  test.each(variants)('with %s', async (_what, given) => {
    expect(await come(signAssertion, sealed(given))).toBe('in')
  })

  test('as another library writes it', async () => {
    const { location, cookies } = await browser.start(id)
    const email = `${randomUUID().slice(0, 8)}@${domain}`
    const given = { issuer, nameId: email, attributes: { email }, now: service.clock.now() }
    const unsigned = await answerRequest(location, given, keys)
    const xml = Buffer.from(unsigned.SAMLResponse ?? '', 'base64').toString()
    const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? []
    const data = await promisify(encrypt)(assertion, {
      rsa_pub: new X509Certificate(ours).publicKey.export({ type: 'spki', format: 'pem' }),
      pem: ours,
      encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    })
    const holder = `<a:EncryptedAssertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">${data}</a:EncryptedAssertion>`
    const answer = Buffer.from(xml.replace(assertion, () => holder)).toString('base64')
    const led = await browser.post(id, { ...unsigned, SAMLResponse: answer }, cookies)
    expect(led.location).toBe('/')
  })

  test('when its names are declared only around it, or again within it', async () => {
    const declared = ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
    const strip = (xml: string) =>
      xml.replace(/<saml:Assertion[^>]*>/, (tag) => tag.replace(declared, ''))
    const around = (xml: string) =>
      xml.replace('<samlp:Response', () => `<samlp:Response${declared}`)
    expect(await come(around, signAssertion, strip, sealed())).toBe('in')
    expect(await come(around, strip, sealed(), signWhole)).toBe('in')
  })

  test('in AES-CBC only if the answer is signed, because it could be changed otherwise', async () => {
    for (const cipher of ['aes128-cbc', 'aes256-cbc'] as const) {
      expect(await come(sealed({ cipher }), signWhole)).toBe('in')
      expect(await come(signAssertion, sealed({ cipher }), signWhole)).toBe('in')
      expect(await come(signAssertion, sealed({ cipher }))).toBe('cbc-not-signed')
    }
  })
})

describe('an encrypted assertion is refused', () => {
  const edit = (what: string | RegExp, by: string) => (xml: string) => xml.replace(what, () => by)
  const refused: [string, Step[], string][] = [
    ['without any signature', [sealed()], 'not-signed'],
    ['signed by another within', [(xml) => signXml(xml, others), sealed()], 'wrong-signature'],
    [
      'in an answer that another signed',
      [sealed(), (xml) => signXml(xml, others, { what: 'Response' })],
      'wrong-signature',
    ],
    [
      'put into a signed answer in the place of another',
      [sealed(), signWhole, edit(/<saml:EncryptedAssertion.*<\/saml:EncryptedAssertion>/s, '')],
      'no-assertion',
    ],
    [
      'changed after it was encrypted, in a signed answer',
      [
        sealed(),
        signWhole,
        edit(
          /<e:CipherValue>(?=[^<]*<\/e:CipherValue><\/e:CipherData><\/e:EncryptedData>)/,
          '<e:CipherValue>AAAA',
        ),
      ],
      'wrong-signature',
    ],
    [
      'for the holder of another key',
      [signAssertion, sealed({}, () => others.certificate)],
      'not-decrypted',
    ],
    [
      'with damaged content',
      [
        signAssertion,
        sealed(),
        edit(
          /<e:CipherValue>.{8}(?=[^<]*<\/e:CipherValue><\/e:CipherData><\/e:EncryptedData>)/s,
          '<e:CipherValue>AAAAAAAA',
        ),
      ],
      'not-decrypted',
    ],
    [
      'with no content',
      [
        signAssertion,
        sealed(),
        edit(
          /<e:CipherValue>[^<]*(?=<\/e:CipherValue><\/e:CipherData><\/e:EncryptedData>)/,
          '<e:CipherValue>',
        ),
      ],
      'not-decrypted',
    ],
    [
      'with a damaged key',
      [signAssertion, sealed(), edit(/<e:CipherValue>.{8}/s, '<e:CipherValue>AAAAAAAA')],
      'not-decrypted',
    ],
    [
      'with the padding of PKCS #1 v1.5',
      [signAssertion, sealed({ transport: 'rsa-1_5' })],
      'weak-encryption',
    ],
    [
      'with a cipher that is too old',
      [signAssertion, sealed(), edit('2009/xmlenc11#aes256-gcm', '2001/04/xmlenc#tripledes-cbc')],
      'weak-encryption',
    ],
    [
      'with two hashes in one padding',
      [signAssertion, sealed({ transport: 'rsa-oaep-mgf1p, sha256' })],
      'unknown-encryption',
    ],
    [
      'for more recipients than anybody has',
      [signAssertion, sealed({ others: Array.from({ length: 9 }, () => others.certificate) })],
      'wrong-form',
    ],
    ['with no key', [signAssertion, sealed(), edit(/<KeyInfo.*<\/KeyInfo>/s, '')], 'wrong-form'],
    [
      'beside a plain one',
      [
        signAssertion,
        (xml) => {
          const [plain = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? []
          return sealed()(xml).replace('</samlp:Response>', () => `${plain}</samlp:Response>`)
        },
      ],
      'wrapped',
    ],
    [
      'that holds another encrypted one',
      [
        signAssertion,
        edit('<saml:AttributeStatement', '<saml:EncryptedAssertion/><saml:AttributeStatement'),
        sealed(),
      ],
      'wrapped',
    ],
    [
      'that holds an answer',
      [edit('<saml:Subject>', '<samlp:Response/><saml:Subject>'), sealed(), signWhole],
      'wrapped',
    ],
    [
      'with a comment within',
      [signAssertion, edit('id-of-', 'id-of-<!---->'), sealed()],
      'comment',
    ],
    [
      'with a document type within',
      [signAssertion, edit('id-of-', '<!DOCTYPE a>'), sealed()],
      'document-type',
    ],
    [
      'that ends its holder too early',
      [
        signAssertion,
        edit('<saml:Subject>', '</saml:Assertion></EncryptedAssertion><a><saml:Subject>'),
        sealed(),
      ],
      'wrong-form',
    ],
    [
      'signed with SHA-1 within',
      [(xml) => signXml(xml, keys, { algorithm: 'sha1' }), sealed()],
      'weak-signature',
    ],
    [
      'whose name is encrypted again',
      [edit('<saml:Subject>', '<saml:Subject><saml:EncryptedID/>'), signAssertion, sealed()],
      'encrypted-name',
    ],
    [
      'with an attribute that is encrypted again',
      [
        edit('</saml:AttributeStatement>', '<saml:EncryptedAttribute/></saml:AttributeStatement>'),
        signAssertion,
        sealed(),
      ],
      'encrypted-attribute',
    ],
    [
      'of more elements than anybody sends',
      [signAssertion, edit('<saml:Subject>', `${'<a/>'.repeat(3_000)}<saml:Subject>`), sealed()],
      'wrong-form',
    ],
  ]
  test.each(refused)('%s', async (_which, steps, word) => {
    expect(await come(...steps)).toBe(word)
  })
})

test('the first look at our metadata makes the key, also when four look at once', async () => {
  const other = await createConnection(service.deps, { protocol: 'saml' })
  const seen = await Promise.all(Array.from({ length: 4 }, () => published(other.id)))
  expect(new Set(seen).size).toBe(1)
  const [key, ...more] = await service.deps.db.ssoDecryptionKey.findMany({
    where: { connectionId: other.id },
  })
  expect(more).toEqual([])
  expect(key?.sealedKey).toMatch(/^test:[\w-]+$/)
  const { publicKey, validToDate } = new X509Certificate(seen[0] ?? '')
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(3_072)
  expect(validToDate.getTime()).toBeGreaterThan(service.clock.now().getTime())
})

test('an answer for an older key is read until that key is removed', async () => {
  const first = ours
  const { deps } = service
  const at = new Date(deps.clock.now().getTime() + 1_000)
  const key = await makeDecryptionKey(deps.config.publicUrl, at)
  await deps.db.$transaction((tx) => keepDecryptionKey(tx, deps.keys, id, key, at))
  const second = await published(id)
  expect(second).not.toBe(first)
  const answerFor = (certificate: string) =>
    come(
      signAssertion,
      sealed({}, () => certificate),
    )
  expect(await answerFor(first)).toBe('in')
  expect(await answerFor(second)).toBe('in')
  await deps.db.ssoDecryptionKey.deleteMany({ where: { connectionId: id, createdAt: { lt: at } } })
  expect(await answerFor(first)).toBe('not-decrypted')
  expect(await answerFor(second)).toBe('in')
})
