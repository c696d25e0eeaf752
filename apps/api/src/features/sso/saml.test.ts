import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { lastRefusal } from '../../../testing/last-refusal.ts'
import {
  type Curve,
  createSigningKeys,
  encodeAnswer,
  type Hash,
  type SigningKeys,
  signXml,
} from '../../../testing/saml-answer.ts'
import { answerRequest, ssoBrowser } from '../../../testing/sso-browser.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute, second } from '../../lib/clock.ts'

const issuer = 'https://idp.northwind.example'
const domain = 'northwind.example'
const keys = createSigningKeys()
const others = createSigningKeys()

let service: TestApp
let browser: ReturnType<typeof ssoBrowser>
let id: string

beforeAll(async () => {
  service = await createTestApp()
  browser = ssoBrowser(service)
  const certificates = [keys.certificate]
  const given = { issuer, certificates, domains: [domain] }
  id = (await createConnection(service.deps, { protocol: 'saml', ...given })).id
})
afterAll(async () => service.close())

const someone = () => {
  const email = `${randomUUID().slice(0, 8)}@${domain}`
  return { issuer, nameId: `id-of-${email}`, attributes: { email, displayName: 'Jane Doe' } }
}

type Change = NonNullable<Parameters<typeof answerRequest>[3]>

/** One way there and back, with whatever is to be wrong about the answer. */
async function come(change: Change = {}, who = someone(), signedBy = keys) {
  const { location, cookies } = await browser.start(id)
  const given = { ...who, now: service.clock.now() }
  const form = await answerRequest(location, given, signedBy, change)
  const led = await browser.post(id, form, cookies)
  return { form, ...led, email: who.attributes.email }
}

const edit = (what: string, by: string) => (xml: string) => xml.replace(what, () => by)

const findUser = (username: string) => service.deps.db.user.findFirst({ where: { username } })

/** The words of the newest refusal. */
const refusal = () => lastRefusal(service)

/** Led to the page that says why; nobody came into being, and nobody is signed in. */
async function expectRefused(
  { status, location, cookies, email }: Awaited<ReturnType<typeof come>>,
  detail: string,
  reason = 'answer-not-accepted',
) {
  expect(status).toBe(303)
  expect(location).toBe(`/sso/failed?reason=${reason}&connection=${id}`)
  expect(await refusal()).toEqual({ connectionId: id, reason, detail })
  expect(cookies['rekey-session']).toBeUndefined()
  expect(await findUser(email)).toBeNull()
}

test('a signed answer makes a member at the first sight, and signs in', async () => {
  const who = someone()
  const first = await come({}, who)
  expect(first).toMatchObject({ status: 303, location: '/' })
  const user = await findUser(who.attributes.email)
  expect(user).toMatchObject({
    kind: 'member',
    signInMethod: 'sso',
    displayName: 'Jane Doe',
    passwordHash: null,
  })
  const mine = await service.send('GET', '/sessions/current', undefined, first.cookies)
  expect(mine).toMatchObject({
    status: 200,
    body: {
      user: { id: user?.id, role: { name: 'Registered' }, permissions: [] },
      session: { openedBy: 'sso' },
    },
  })
  await come({}, who)
  expect(await service.deps.db.user.count({ where: { username: who.attributes.email } })).toBe(1)
})

test('the same subject is the same user, whatever address the provider says now', async () => {
  const who = someone()
  await come({}, who)
  const renamed = { ...who, attributes: { ...who.attributes, email: 'other@elsewhere.example' } }
  const again = await come({}, renamed)
  const mine = await service.send('GET', '/sessions/current', undefined, again.cookies)
  expect(mine.body.user.username).toBe(who.attributes.email)
})

type Sign = (xml: string) => string
const signs = {
  assertion: (xml) => signXml(xml, keys),
  whole: (xml) => signXml(xml, keys, { what: 'Response' }),
  both: (xml) => signXml(signXml(xml, keys), keys, { what: 'Response' }),
  neither: (xml) => xml,
} satisfies Record<string, Sign>
type Form = keyof typeof signs

const demand = (signsWhole: boolean | null) =>
  service.deps.db.ssoConnection.update({ where: { id }, data: { signsWhole } })

describe('what the provider must sign is', () => {
  afterAll(() => demand(null))
  const accepted: [string, boolean | null, readonly Form[]][] = [
    ['either', null, ['assertion', 'whole', 'both']],
    ['the whole answer', true, ['whole', 'both']],
    ['the assertion', false, ['assertion', 'both']],
  ]
  test.each(accepted)('%s, as the connection says', async (_what, signsWhole, good) => {
    await demand(signsWhole)
    for (const [form, sign] of Object.entries(signs)) {
      const came = await come({ sign })
      if (good.some((one) => one === form)) expect(came, form).toMatchObject({ location: '/' })
      else await expectRefused(came, 'not-signed')
    }
  })
})

test('of two signatures both must be valid', async () => {
  const outerForged = (xml: string) => signXml(signXml(xml, keys), others, { what: 'Response' })
  const innerForged = (xml: string) => signXml(signXml(xml, others), keys, { what: 'Response' })
  await expectRefused(await come({ sign: outerForged }), 'wrong-signature')
  await expectRefused(await come({ sign: innerForged }), 'wrong-signature')
})

describe('algorithms', () => {
  const curves = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const
  afterAll(() => trust(keys.certificate))
  const trust = (...certificates: string[]) =>
    service.deps.db.ssoConnection.update({ where: { id }, data: { certificates } })

  test.each(Object.entries(curves) as [Curve, Hash][])('%s is good', async (curve, algorithm) => {
    const ec = createSigningKeys(curve)
    await trust(others.certificate, ec.certificate)
    const signWith = (given: SigningKeys, hash: Hash) => (xml: string) =>
      signXml(xml, given, { algorithm: hash })
    expect(await come({ sign: signWith(ec, algorithm) })).toMatchObject({ location: '/' })
    expect(await come({ sign: signWith(ec, 'sha256') })).toMatchObject({ location: '/' })
    const forged = signWith(createSigningKeys(curve), algorithm)
    await expectRefused(await come({ sign: forged }), 'wrong-signature')
    await expectRefused(await come({ sign: signWith(ec, 'sha1') }), 'weak-signature')
    const changed = { sign: signWith(ec, algorithm), after: edit('Jane Doe', 'Jack Doe') }
    await expectRefused(await come(changed), 'wrong-signature')
  })

  test('RSA is good with SHA-256, SHA-384 and SHA-512, with either padding', async () => {
    await trust(keys.certificate)
    for (const algorithm of ['sha256', 'sha384', 'sha512'] as const) {
      for (const isPss of [false, true]) {
        const sign = (xml: string) => signXml(xml, keys, { algorithm, isPss })
        expect(await come({ sign }), `${algorithm} ${isPss}`).toMatchObject({ location: '/' })
      }
    }
    const mixed = (xml: string) => signXml(xml, keys, { algorithm: 'sha512', digest: 'sha384' })
    expect(await come({ sign: mixed })).toMatchObject({ location: '/' })
    const weak = (xml: string) => signXml(xml, keys, { algorithm: 'sha512', digest: 'sha1' })
    await expectRefused(await come({ sign: weak }), 'weak-signature')
  })

  test('a signature that names the kind of another key is no signature of this one', async () => {
    await trust(keys.certificate)
    const renamed = edit('xmldsig-more#rsa-sha256', 'xmldsig-more#ecdsa-sha256')
    await expectRefused(await come({ after: renamed }), 'wrong-signature')
  })

  test('inclusive canonical XML is good', async () => {
    await trust(keys.certificate)
    for (const what of ['Assertion', 'Response'] as const) {
      const sign = (xml: string) => signXml(xml, keys, { what, isInclusive: true })
      expect(await come({ sign }), what).toMatchObject({ location: '/' })
    }
  })
})

test('while the provider changes over, answers of both of its keys are good', async () => {
  const certificates = [keys.certificate, others.certificate]
  await service.deps.db.ssoConnection.update({ where: { id }, data: { certificates } })
  expect(await come()).toMatchObject({ location: '/' })
  expect(await come({}, someone(), others)).toMatchObject({ location: '/' })
  const data = { certificates: [keys.certificate] }
  await service.deps.db.ssoConnection.update({ where: { id }, data })
  await expectRefused(await come({}, someone(), others), 'wrong-signature')
})

describe('the address', () => {
  const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'
  const uri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
  const comeWith = (nameId: string, format: string, attributes: Record<string, string>) =>
    come({ said: { nameId, nameIdFormat: format, attributes } })
  const setFrom = (addressFrom: string | null) =>
    service.deps.db.ssoConnection.update({ where: { id }, data: { addressFrom } })
  const fresh = () => `${randomUUID().slice(0, 8)}@${domain}`

  test('is that of the attribute, whatever the NameID is', async () => {
    for (const name of [uri, 'email', 'user.email', 'urn:oid:0.9.2342.19200300.100.1.3']) {
      const email = fresh()
      const upn = `${randomUUID()}@tenant.onmicrosoft.example`
      expect(await comeWith(upn, emailFormat, { [name]: email })).toMatchObject({ location: '/' })
      expect(await findUser(email)).not.toBeNull()
    }
  })

  test('is the NameID where no attribute holds one', async () => {
    for (const format of [emailFormat, unspecified]) {
      const email = fresh()
      expect(await comeWith(email, format, {})).toMatchObject({ location: '/' })
      expect(await findUser(email)).not.toBeNull()
    }
  })

  test('is never a NameID of another domain, nor one that only looks like an address', async () => {
    const tenant = `${randomUUID()}@tenant.onmicrosoft.example`
    const other = await comeWith(tenant, emailFormat, {})
    await expectRefused(other, 'other-domain', 'address-not-owned')
    const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
    for (const [nameId, format] of [
      [fresh(), persistent],
      [randomUUID(), unspecified],
    ] as const) {
      await expectRefused(await comeWith(nameId, format, {}), 'no-address', 'address-not-owned')
    }
  })

  test('is that of the attribute which the connection names, and no other', async () => {
    await setFrom('Work Mail')
    const email = fresh()
    const both = { email: fresh(), 'Work Mail': email }
    expect(await comeWith(randomUUID(), unspecified, both)).toMatchObject({ location: '/' })
    expect(await findUser(email)).not.toBeNull()
    const lost = await comeWith(fresh(), emailFormat, { email: fresh() })
    await expectRefused(lost, 'no-address', 'address-not-owned')
    await setFrom(null)
  })
})

describe('a sign-in that is to be made again', () => {
  async function comeAgain(before: (xml: string) => string = (xml) => xml) {
    const { location, cookies } = await browser.start(id, { again: 'true' })
    const given = { ...someone(), now: service.clock.now() }
    const led = await browser.post(
      id,
      await answerRequest(location, given, keys, { before }),
      cookies,
    )
    return { ...led, request: await readRequestXml(location) }
  }
  const earlier = (xml: string) =>
    xml.replace(/AuthnInstant="[^"]*"/, 'AuthnInstant="2020-01-01T00:00:00Z"')

  test('asks for it with ForceAuthn, and takes an answer that says it was', async () => {
    const { location, request } = await comeAgain()
    expect(location).toBe('/')
    expect(request).toContain('ForceAuthn="true"')
    const plain = await browser.start(id)
    expect(await readRequestXml(plain.location)).not.toContain('ForceAuthn')
  })

  test('refuses an answer about an earlier sign-in, or about none', async () => {
    const none = (xml: string) => xml.replace(/AuthnInstant="[^"]*"/, '')
    for (const [before, detail] of [
      [earlier, 'too-old'],
      [none, 'no-time'],
    ] as const) {
      const { location } = await comeAgain(before)
      expect(location).toContain('reason=sign-in-not-repeated')
      expect(await refusal()).toMatchObject({ detail })
    }
  })

  test('else an earlier one opens a session that is not recent', async () => {
    const led = await come({ before: earlier })
    const [session] = await service.deps.db.session.findMany({
      orderBy: { createdAt: 'desc' },
      where: { user: { username: led.email } },
    })
    expect(session?.authenticatedAt?.getUTCFullYear()).toBe(2020)
  })
})

async function readRequestXml(location: string): Promise<string> {
  const packed = new URL(location).searchParams.get('SAMLRequest') ?? ''
  return (await promisify(inflateRaw)(Buffer.from(packed, 'base64'))).toString()
}

test('clocks may differ by a minute', async () => {
  const shifted = (ms: number) => ({ said: { now: new Date(service.clock.now().getTime() + ms) } })
  expect(await come(shifted(59 * second))).toMatchObject({ location: '/' })
  expect(await come(shifted(-5 * minute - 59 * second))).toMatchObject({ location: '/' })
})

test('a time without a zone is UTC, as SAML has it', async () => {
  const before = (xml: string) => xml.replace(/(\d\d:\d\d:[\d.]+)Z"/g, '$1"')
  expect(await come({ before })).toMatchObject({ location: '/' })
})

const attributeOf =
  (name: string, value: string, element = '') =>
  (xml: string) =>
    xml.replace(new RegExp(`(<${element}[^>]*? ${name}=)"[^"]*"`), `$1"${value}"`)

describe('what providers do otherwise is read:', () => {
  const beforeAttributes = (xml: string) => edit('<saml:Attribute ', `${xml}<saml:Attribute `)
  const also = (value: string) =>
    `<saml:Attribute Name="mail"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`
  const ways: [string, (xml: string) => string][] = [
    ['an attribute without a value', beforeAttributes('<saml:Attribute Name="mail"/>')],
    ['an attribute with an empty value', beforeAttributes(also(''))],
    [
      'an attribute with an empty value of a type',
      beforeAttributes(also('').replace('Value>', 'Value type="xs:string">')),
    ],
    [
      'an empty value before the address',
      edit('<saml:AttributeValue', `<saml:AttributeValue/><saml:AttributeValue`),
    ],
    [
      'several addresses',
      edit(
        '</saml:AttributeValue>',
        '</saml:AttributeValue><saml:AttributeValue>z@elsewhere.example</saml:AttributeValue>',
      ),
    ],
    ['a structure as a value', beforeAttributes(also('<saml:NameID>x</saml:NameID>'))],
    ['a name with line breaks around it', edit('id-of-', '\n  id-of-')],
    ['no destination', (xml) => xml.replace(/ Destination="[^"]*"/, '')],
    [
      'other audiences beside ours',
      edit(
        '<saml:Audience>',
        '<saml:Audience>https://other.example</saml:Audience><saml:Audience>',
      ),
    ],
    [
      'line breaks around our audience',
      (xml) => xml.replace(/(<saml:Audience>)([^<]*)/, '$1\r\n  $2\n'),
    ],
    [
      'a second restriction that names us too',
      (xml) => xml.replace(/<saml:AudienceRestriction.*<\/saml:AudienceRestriction>/s, '$&$&'),
    ],
  ]
  test.each(ways)('%s', async (_what, before) => {
    for (const sign of [signs.assertion, signs.whole]) {
      expect(await come({ before, sign })).toMatchObject({ location: '/' })
    }
  })

  test('names of signatures that are declared at the root alone', async () => {
    const names = ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    const before = edit('<samlp:Response', `<samlp:Response${names}`)
    expect(await come({ before, sign: signs.both })).toMatchObject({ location: '/' })
  })
})

describe('an assertion is refused that is', () => {
  const at = (ms: number) => ({ said: { now: new Date(service.clock.now().getTime() + ms) } })
  const refused: Record<string, [() => Change, string]> = {
    'forged by another key': [() => ({ sign: (xml) => signXml(xml, others) }), 'wrong-signature'],
    'changed after it was signed': [
      () => ({ after: (xml) => xml.replace('Jane Doe', 'John Doe') }),
      'wrong-signature',
    ],
    'not signed': [() => ({ sign: (xml) => xml }), 'not-signed'],
    'signed with SHA-1': [
      () => ({ sign: (xml) => signXml(xml, keys, { algorithm: 'sha1' }) }),
      'weak-signature',
    ],
    'issued later than now': [
      () => ({ before: attributeOf('IssueInstant', '2099-01-01T00:00:00Z', 'saml:Assertion') }),
      'not-yet-valid',
    ],
    'of a time that is none': [
      () => ({ before: attributeOf('NotBefore', 'yesterday') }),
      'wrong-form',
    ],
    expired: [() => at(-6 * minute), 'expired'],
    'not yet valid': [() => at(61 * second), 'not-yet-valid'],
    'for another audience': [
      () => ({ said: { audience: 'https://other.example' } }),
      'wrong-audience',
    ],
    'for no audience': [
      () => ({
        before: (xml) =>
          xml.replace(/<saml:AudienceRestriction.*<\/saml:AudienceRestriction>/s, ''),
      }),
      'wrong-audience',
    ],
    'for another recipient': [
      () => ({ before: attributeOf('Recipient', 'https://other.example/acs') }),
      'wrong-recipient',
    ],
    'sent to another destination': [
      () => ({ before: attributeOf('Destination', 'https://other.example/acs') }),
      'wrong-recipient',
    ],
    'in answer to another request': [
      () => ({ said: { inResponseTo: '_somebody-elses' } }),
      'wrong-request',
    ],
    unsolicited: [() => ({ said: { inResponseTo: null } }), 'unsolicited'],
    'of another issuer': [() => ({ said: { issuer: 'https://evil.example' } }), 'wrong-issuer'],
    'confirmed by no bearer': [
      () => ({ before: (xml) => xml.replace('cm:bearer', 'cm:sender-vouches') }),
      'wrong-confirmation',
    ],
    'without an end': [
      () => ({
        before: (xml) => xml.replace(/(SubjectConfirmationData)[^>]*?NotOnOrAfter="[^"]*"/, '$1'),
      }),
      'wrong-form',
    ],
    'of a subject that is made anew each time': [
      () => ({ said: { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' } }),
      'transient-subject',
    ],
    'with a comment in its name': [
      () => ({ after: (xml) => xml.replace('id-of-', 'id-of-<!---->') }),
      'comment',
    ],
    'with a document type': [
      () => ({ after: (xml) => `<!DOCTYPE a [<!ENTITY e "${'e'.repeat(99)}">]>${xml}` }),
      'document-type',
    ],
    'of more elements than anybody sends': [
      () => ({
        after: (xml) => xml.replace('<saml:Issuer>', () => `${'<a/>'.repeat(30_000)}<saml:Issuer>`),
      }),
      'wrong-form',
    ],
    'nested deeper than anybody nests': [
      () => ({
        after: (xml) =>
          xml.replace(
            '<saml:Issuer>',
            () => `${'<a>'.repeat(900)}${'</a>'.repeat(900)}<saml:Issuer>`,
          ),
      }),
      'wrong-form',
    ],
    'of one endless tag': [
      () => ({
        after: (xml) => xml.replace('<saml:Issuer>', () => `<saml:Issuer${' a'.repeat(70_000)}>`),
      }),
      'wrong-form',
    ],
    'no well-formed XML': [
      () => ({ after: edit('<saml:Issuer>', '</saml:Nothing><saml:Issuer>') }),
      'wrong-form',
    ],
    'no XML': [() => ({ after: () => '<Response' }), 'wrong-form'],
    'no answer': [() => ({ after: () => '<a/>' }), 'wrong-form'],
  }
  test.each(Object.entries(refused))('%s', async (_which, [change, detail]) => {
    await expectRefused(await come(change()), detail)
  })

  test('replayed, in the same browser and in the next flow', async () => {
    const first = await come()
    expect(first.location).toBe('/')
    const again = await browser.post(id, first.form, first.cookies)
    expect(again.location).toContain('reason=flow-unknown')
    const next = await browser.start(id)
    const relayState = new URL(next.location).searchParams.get('RelayState') ?? ''
    const replayed = { ...first.form, RelayState: relayState }
    const last = await browser.post(id, replayed, next.cookies)
    expect(last.location).toContain('reason=answer-not-accepted')
    expect(await refusal()).toMatchObject({ detail: 'wrong-request' })
  })

  test("another's, brought into this browser", async () => {
    const mallory = await browser.start(id)
    const who = { ...someone(), now: service.clock.now() }
    const form = await answerRequest(mallory.location, who, keys)
    const victim = await browser.start(id)
    const answer = await browser.post(id, form, victim.cookies)
    expect(answer.location).toContain('reason=flow-unknown')
    expect(await refusal()).toMatchObject({ detail: 'wrong-state' })
    expect((await browser.post(id, form, {})).location).toContain('reason=flow-unknown')
  })

  test('over ten minutes late', async () => {
    const { location, cookies } = await browser.start(id)
    service.clock.advance(10 * minute)
    const who = { ...someone(), now: service.clock.now() }
    const answer = await browser.post(id, await answerRequest(location, who, keys), cookies)
    expect(answer.location).toContain('reason=flow-unknown')
  })
})

/**
 * Signature wrapping (Somorovsky et al., "On Breaking SAML"): a forged assertion beside a signed
 * one.
 */
describe('a wrapped assertion is refused:', () => {
  const partsOf = (xml: string) => {
    const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? []
    const [signature = ''] = /<Signature.*<\/Signature>/s.exec(assertion) ?? []
    const bare = assertion.replace(signature, '')
    const forged = bare.replaceAll('Jane Doe', 'Mallory').replace(/ ID="[^"]*"/, ' ID="_forged"')
    return { xml, assertion, signature, bare, forged }
  }
  type Parts = ReturnType<typeof partsOf>
  const into = (element: string, tag: string, content: string) =>
    element.replace(new RegExp(`</${tag}>`), () => `${content}</${tag}>`)
  const variants: Record<string, (parts: Parts) => string> = {
    'the forged one before the signed one': ({ xml, assertion, forged }) =>
      xml.replace(assertion, () => forged + assertion),
    'the forged one behind the signed one': ({ xml, assertion, forged }) =>
      xml.replace(assertion, () => assertion + forged),
    'the signed one within the forged one': ({ xml, assertion, forged }) =>
      xml.replace(assertion, () => into(forged, 'saml:Assertion', assertion)),
    "the signed one within the forged one's signature": ({
      xml,
      assertion,
      bare,
      signature,
      forged,
    }) =>
      xml.replace(assertion, () =>
        into(forged, 'saml:Issuer', '').replace(
          '</saml:Issuer>',
          () => `</saml:Issuer>${into(signature, 'Signature', `<Object>${bare}</Object>`)}`,
        ),
      ),
    'the forged one with the same ID': ({ xml, assertion, forged }) => {
      const [, signedId = ''] = / ID="([^"]*)"/.exec(assertion) ?? []
      return xml.replace(assertion, () => forged.replace('_forged', signedId) + assertion)
    },
    'the forged one in the place of the signed one, which hides in an extension': ({
      xml,
      assertion,
      forged,
    }) =>
      xml.replace(assertion, () => `<samlp:Extensions>${assertion}</samlp:Extensions>${forged}`),
    'a signed answer within a forged one': ({ xml, assertion, forged }) =>
      into(
        xml.replace(assertion, () => forged),
        'samlp:Response',
        xml,
      ),
  }
  const forms = ['assertion', 'whole', 'both'] as const
  const all = forms.flatMap((form) =>
    Object.entries(variants)
      // Where the assertion has no signature, there is nothing to hide it in.
      .filter(([which]) => form !== 'whole' || !which.endsWith("one's signature"))
      .map(([which, wrap]) => [form, which, wrap] as const),
  )
  test.each(all)('signed: %s; %s', async (form, _which, wrap) => {
    const answer = await come({ sign: signs[form], after: (xml) => wrap(partsOf(xml)) })
    expect(Buffer.from(answer.form.SAMLResponse ?? '', 'base64').toString()).toContain('Mallory')
    expect(answer.location).toBe(`/sso/failed?reason=answer-not-accepted&connection=${id}`)
    expect(await refusal()).toMatchObject({
      detail: 'wrapped',
    })
    expect(await service.deps.db.user.count({ where: { displayName: 'Mallory' } })).toBe(0)
  })

  test('the forged one alone, with the signature of the other', async () => {
    const steal = ({ xml, assertion, signature, forged }: Parts) =>
      xml.replace(assertion, () => forged.replace('</saml:Issuer>', `</saml:Issuer>${signature}`))
    await expectRefused(await come({ after: (xml) => steal(partsOf(xml)) }), 'wrong-signature')
  })

  const lifted = (xml: string) => {
    const { assertion, signature, bare } = partsOf(xml)
    const text = xml.replace(assertion, () => bare)
    return text.replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`)
  }
  const ofWhole: Record<string, [(xml: string) => string, string]> = {
    "the assertion's signature in the place of the answer's": [lifted, 'wrong-signature'],
    'a signature over no named element': [
      (xml) => xml.replace(/<Reference URI="[^"]*"/, '<Reference URI=""'),
      'wrong-signature',
    ],
    'two references in one signature': [
      (xml) => xml.replace(/<Reference .*?<\/Reference>/s, (one) => one + one),
      'wrapped',
    ],
    'two signatures of one element': [
      (xml) => xml.replace(/<Signature .*?<\/Signature>/s, (one) => one + one),
      'wrapped',
    ],
    'content in the signature itself': [
      (xml) => xml.replace('</Signature>', () => '<Object><a/></Object></Signature>'),
      'wrapped',
    ],
    'a transform that picks what is signed': [
      (xml) =>
        xml.replace(
          '</Transforms>',
          () =>
            '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>',
        ),
      'wrong-form',
    ],
    'a signature in a namespace of its own': [
      (xml) => xml.replace('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"', '<Signature'),
      'wrong-form',
    ],
    'an instruction within a name': [edit('id-of-', 'id-of-<?a?>'), 'instruction'],
    'a comment within an attribute': [edit('Jane Doe', 'Jane <!---->Doe'), 'comment'],
    'a section within a name': [edit('id-of-', 'id-of-<![CDATA[]]>'), 'document-type'],
  }
  const everyWay = Object.entries(ofWhole).flatMap(([which, [wrap, detail]]) =>
    (which.startsWith('the assertion') ? (['assertion'] as const) : forms).map(
      (form) => [form, which, wrap, detail] as const,
    ),
  )
  test.each(everyWay)('signed: %s; %s', async (form, _which, wrap, detail) => {
    await expectRefused(await come({ sign: signs[form], after: wrap }), detail)
  })
})

test('a provider that says no leads to the page that says so', async () => {
  const { location, cookies } = await browser.start(id)
  const relayState = new URL(location).searchParams.get('RelayState') ?? ''
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a">
    <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/>
    </samlp:StatusCode></samlp:Status></samlp:Response>`
  const form = { SAMLResponse: encodeAnswer(xml), RelayState: relayState }
  const answer = await browser.post(id, form, cookies)
  expect(answer.location).toContain('reason=refused-by-provider')
  expect(await refusal()).toMatchObject({ detail: 'AuthnFailed' })
})

describe('an answer that this browser did not request', () => {
  const post = async (
    form: { RelayState?: string; inResponseTo?: string | null },
    cookies: Cookies = {},
    connectionId = id,
  ) => {
    const { location } = await browser.start(id)
    const { RelayState = '', inResponseTo = null } = form
    const given = { ...someone(), now: service.clock.now() }
    const made = await answerRequest(location, given, keys, { said: { inResponseTo } })
    return browser.post(connectionId, { ...made, RelayState }, cookies)
  }
  const start = () => `/api/v1/sso/${id}/start`

  test('starts a flow of ours at its provider, and signs nobody in', async () => {
    const logged = service.logged.length
    const led = await post({})
    expect(led).toMatchObject({ status: 303, location: start(), cookies: {} })
    // Every refusal that is written down is logged too.
    expect(service.logged.slice(logged).join('')).not.toContain('sso refused')
    const { location, cookies } = await browser.start(id)
    const who = someone()
    const form = await answerRequest(location, { ...who, now: service.clock.now() }, keys)
    expect((await browser.post(id, form, cookies)).location).toBe('/')
  })

  test.each([
    ['a path of ours', '/users?search=a', '/users?search=a'],
    ['the address of a page of ours', 'http://localhost:3000/account', '/account'],
    ['an address elsewhere', 'https://evil.example/account', null],
    ['an address elsewhere that begins as ours', 'http://localhost:3000.evil.example/', null],
    ['an address without a scheme', '//evil.example/account', null],
    ['a word', 'default', null],
  ])('comes back to where its RelayState says, if that is %s', async (_, RelayState, path) => {
    const query = path === null ? '' : `?${new URLSearchParams({ returnTo: path }).toString()}`
    expect((await post({ RelayState })).location).toBe(start() + query)
  })

  test('also counts as such with a request id that no flow of ours has', async () => {
    expect((await post({ inResponseTo: 'idp-initiated' })).location).toBe(start())
  })

  test('does not disturb a flow that this browser has begun', async () => {
    const mine = await browser.start(id)
    expect((await post({}, mine.cookies)).location).toBe(start())
    const given = { ...someone(), now: service.clock.now() }
    const form = await answerRequest(mine.location, given, keys)
    expect((await browser.post(id, form, mine.cookies)).location).toBe('/')
  })

  test('does not loop if a browser keeps no cookies', async () => {
    const { location } = await browser.start(id)
    const given = { ...someone(), now: service.clock.now() }
    const form = await answerRequest(location, given, keys)
    const unknown = `/sso/failed?reason=flow-unknown&connection=${id}`
    const { RelayState = '' } = form
    expect((await browser.post(id, form, {})).location).toBe(unknown)
    expect((await browser.post(id, { ...form, RelayState: '' }, {})).location).toBe(unknown)
    expect((await post({ RelayState })).location).toBe(unknown)
  })

  test('starts nothing at a connection that is off, of another protocol, or not there', async () => {
    const others = [
      await createConnection(service.deps, { protocol: 'saml', enabled: false }),
      await createConnection(service.deps, { protocol: 'oidc' }),
      { id: randomUUID() },
    ]
    for (const other of others) {
      const led = await post({}, {}, other.id)
      expect(led.location).toBe(`/sso/failed?reason=connection-off&connection=${other.id}`)
    }
  })
})

test('an answer whose state the provider lost or replaced counts by the request that it names', async () => {
  for (const RelayState of ['', 'https://other.example/default']) {
    const { location, cookies } = await browser.start(id)
    const given = { ...someone(), now: service.clock.now() }
    const form = await answerRequest(location, given, keys)
    expect((await browser.post(id, { ...form, RelayState }, cookies)).location).toBe('/')
    const other = await browser.start(id)
    const led = await browser.post(id, { ...form, RelayState }, other.cookies)
    expect(led.location).toContain('reason=flow-unknown')
  }
})

test('whatever is posted, nothing makes a 500, and no name or XML enters the log', async () => {
  const { cookies, location } = await browser.start(id)
  const relayState = new URL(location).searchParams.get('RelayState') ?? ''
  for (const SAMLResponse of ['!!!', 'PGE+', encodeAnswer('<a>\0</a>'), 'x'.repeat(1_000)]) {
    const flow = await browser.start(id)
    const state = new URL(flow.location).searchParams.get('RelayState') ?? ''
    expect((await browser.post(id, { SAMLResponse, RelayState: state }, flow.cookies)).status).toBe(
      303,
    )
  }
  const tooLong = { SAMLResponse: 'x'.repeat(262_145), RelayState: relayState }
  expect((await browser.post(id, tooLong, cookies)).status).toBe(413)
  const log = service.logged.join('')
  expect(log).not.toContain('id-of-')
  expect(log).not.toContain('<saml')
})

test('our metadata say who we are, and that assertions must be signed', async () => {
  const answer = await service.app.inject(`/api/v1/sso/${id}/metadata`)
  expect(answer.headers['content-type']).toMatch(/^application\/xml/)
  expect(answer.body).toContain(`entityID="http://localhost:3000/api/v1/sso/${id}/metadata"`)
  expect(answer.body).toContain(`Location="http://localhost:3000/api/v1/sso/${id}/acs"`)
  expect(answer.body).toContain('WantAssertionsSigned="true"')
  const oidc = await createConnection(service.deps, { enabled: false })
  for (const other of [oidc.id, randomUUID()]) {
    expect((await service.app.inject(`/api/v1/sso/${other}/metadata`)).statusCode).toBe(404)
  }
})

describe('whose account can be used', () => {
  test('a deactivated user is not, neither linked nor by the address', async () => {
    const who = someone()
    await come({}, who)
    const where = { username: who.attributes.email }
    await service.deps.db.user.updateMany({ where, data: { status: 'deactivated' } })
    const linked = await come({}, who)
    expect(linked.location).toContain('reason=account-not-usable')
    const known = someone()
    await createUser(service.deps, { username: known.attributes.email, status: 'deactivated' })
    expect((await come({}, known)).location).toContain('reason=account-not-usable')
    expect(await service.deps.db.ssoIdentity.count({ where: { subject: known.nameId } })).toBe(0)
  })

  test('a device user is not', async () => {
    const who = someone()
    await createUser(service.deps, { username: who.attributes.email, kind: 'device' })
    expect((await come({}, who)).location).toContain('reason=account-not-usable')
  })

  test('nobody of a domain that was not proved for this very provider', async () => {
    const elsewhere = {
      ...someone(),
      attributes: { email: 'jane@elsewhere.example', displayName: '' },
    }
    const answer = await come({}, elsewhere)
    expect(answer.location).toContain('reason=address-not-owned')
    expect(await refusal()).toMatchObject({ detail: 'other-domain' })
    const nameless = { ...someone(), attributes: { email: 'nonsense', displayName: '' } }
    await come({}, nameless)
    expect(await refusal()).toMatchObject({ detail: 'no-address' })
  })
})

test('two first sign-ins at once make one user', async () => {
  const who = someone()
  const ways = await Promise.all(Array.from({ length: 6 }, () => browser.start(id)))
  const given = { ...who, now: service.clock.now() }
  const forms = await Promise.all(ways.map(({ location }) => answerRequest(location, given, keys)))
  const ends = await Promise.all(
    ways.map(({ cookies }, way) => browser.post(id, forms[way] ?? {}, cookies)),
  )
  expect(ends.map(({ location }) => location)).toEqual(Array.from({ length: 6 }, () => '/'))
  expect(await service.deps.db.user.count({ where: { username: who.attributes.email } })).toBe(1)
})
