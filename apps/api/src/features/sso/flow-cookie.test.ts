import { describe, expect, test } from 'vitest'
import { newFlowSecret } from '../../models/sso-flows.ts'
import { type BegunFlow, flowCookie, readBegunFlows, withSession } from './flow-cookie.ts'

const begin = (protocol: BegunFlow['protocol'] = 'oidc'): BegunFlow => ({
  secret: newFlowSecret(),
  sessionHash: null,
  protocol,
})
const secretsIn = (value: string) => readBegunFlows(value).map(({ secret }) => secret)

test('flows are read as they were written, the newest first', () => {
  const flows = [...withSession([begin(), begin('saml')], 'a session'), begin()]
  expect(readBegunFlows(flowCookie(flows).value)).toEqual(flows)
})

test('with no flow left the cookie is removed', () => {
  expect(flowCookie([]).value).toBe('')
})

test('the cookie is only sent with forms from elsewhere while a SAML flow is in it', () => {
  expect(flowCookie([begin(), begin()]).sameSite).toBe('lax')
  expect(flowCookie([begin(), begin('saml')]).sameSite).toBe('none')
  const dropped = [begin(), begin(), begin(), begin(), begin('saml')]
  expect(flowCookie(dropped).sameSite).toBe('lax')
})

describe('the cookie of an older version', () => {
  test('is read, with and without the hash of a session', () => {
    const [{ secret, sessionHash }] = withSession([begin()], 'a session') as [BegunFlow]
    const hash = Buffer.from(sessionHash ?? []).toString('base64url')
    expect(readBegunFlows(secret)).toMatchObject([{ secret, sessionHash: null }])
    expect(readBegunFlows(`${secret}.${hash}`)).toMatchObject([{ secret, sessionHash }])
  })

  test('still comes back by a form after a flow of OpenID Connect is added', () => {
    const old = readBegunFlows(newFlowSecret())
    expect(flowCookie([begin(), ...old]).sameSite).toBe('none')
  })
})

describe('what we did not write is left out', () => {
  const secret = newFlowSecret()
  test.each([
    ['nothing', ''],
    ['a word', 'garbage'],
    ['a secret of another length', `${secret}a`],
    ['another character in it', `${secret.slice(1)} `],
    ['another protocol', `${secret}..kerberos`],
    ['a hash of another length', `${secret}.abc.oidc`],
    ['a further part', `${secret}..oidc.oidc`],
    ['only separators', '~'.repeat(10_000)],
  ])('%s', (_what, value) => {
    expect(readBegunFlows(value)).toEqual([])
  })

  test('and leaves the flows beside it', () => {
    expect(secretsIn(`garbage~${secret}..oidc~`)).toEqual([secret])
  })

  test('of a long cookie only four flows are read', () => {
    const many = Array.from({ length: 1_000 }, newFlowSecret)
    expect(secretsIn(many.join('~'))).toEqual(many.slice(0, 4))
  })
})
