import type { SsoConnection } from '@rekey/contracts/sso-connections'

const id = '0b6fd7a2-6d9b-4f1e-8f7e-1f9c7ad9a001'
const base = `https://accounts.northwind.example/api/v1/sso/${id}`

/** A provider as the API shows one, for screens that are looked at without one. */
export const oktaConnection: SsoConnection = {
  id,
  name: 'Okta',
  protocol: 'oidc',
  enabled: false,
  issuer: 'https://northwind.okta.example',
  clientId: '0oa1c2d3e4F5g6H7i8j9',
  hasClientSecret: true,
  signInUrl: null,
  certificates: [],
  signsWhole: null,
  encryptionCertificates: [],
  resetUrl: 'https://northwind.okta.example/signin/forgot-password',
  addressFrom: null,
  required: false,
  domains: [
    {
      domain: 'northwind.example',
      provedAt: '2026-08-14T09:12:00.000Z',
      txtName: '_rekey.northwind.example',
      txtValue: 'rekey-domain-verification=5qJ8n0bYV2pQm4s7',
    },
    {
      domain: 'harbour-and-quayside-delicatessens.example',
      provedAt: null,
      txtName: '_rekey.harbour-and-quayside-delicatessens.example',
      txtValue: 'rekey-domain-verification=Zk3v9WcX1tRg6u0D',
    },
  ],
  userCount: 2310,
  lastTest: {
    at: '2026-08-14T09:20:00.000Z',
    ok: true,
    detail: 'We reached Okta, and it told us who you are.',
    reason: null,
    code: null,
    nextStep: null,
    compared: [],
    claims: [],
  },
  addressAddedAt: '2026-08-14T09:05:00.000Z',
  endpoints: {
    start: `${base}/start`,
    callback: `${base}/callback`,
    acs: `${base}/acs`,
    metadata: `${base}/metadata`,
  },
  createdAt: '2026-08-14T09:00:00.000Z',
}

/** As a failed test leaves it: the claims that came, against what is needed. */
export const failedConnection: SsoConnection = {
  ...oktaConnection,
  domains: oktaConnection.domains.slice(0, 1),
  lastTest: {
    at: '2026-08-14T09:37:00.000Z',
    ok: false,
    detail: 'Okta sent an address that isn’t verified.',
    reason: 'address-not-owned',
    code: 'no-address',
    nextStep:
      'In Okta, mark the address as verified, then test again. Or choose another claim that holds a verified address.',
    compared: [
      {
        claim: 'email',
        came: 'mika.ito@northwind.example',
        needed: '@northwind.example',
        ok: true,
      },
      { claim: 'email_verified', came: 'false', needed: 'true', ok: false },
    ],
    claims: [
      { claim: 'sub', value: '00u1c2d3e4F5g6H7i8j9' },
      { claim: 'name', value: 'Mika Ito' },
      { claim: 'email', value: 'mika.ito@northwind.example' },
      { claim: 'email_verified', value: 'false' },
      { claim: 'groups', value: '["Everyone","Warehouse and quayside, night shift"]' },
    ],
  },
}

/** Its signing certificates: one that is over, one for long. */
export const samlConnection: SsoConnection = {
  ...oktaConnection,
  name: 'Entra ID',
  protocol: 'saml',
  enabled: true,
  issuer: 'https://sts.windows.example/7c1f2a90-0000-4000-8000-3d5e9b1f4c22/',
  clientId: null,
  hasClientSecret: false,
  signInUrl: 'https://login.microsoftonline.example/7c1f2a90/saml2',
  certificates: [
    { fingerprint: '5e'.repeat(32), validUntil: '2026-01-02T00:00:00.000Z', pem: 'first' },
    { fingerprint: 'a7'.repeat(32), validUntil: '2036-01-02T00:00:00.000Z', pem: 'second' },
  ],
  encryptionCertificates: [
    { fingerprint: 'c4'.repeat(32), validUntil: '2036-01-02T00:00:00.000Z', pem: 'newer' },
    { fingerprint: '2b'.repeat(32), validUntil: '2035-01-02T00:00:00.000Z', pem: 'older' },
  ],
  userCount: 1,
  lastTest: {
    at: '2026-08-14T09:20:00.000Z',
    ok: false,
    detail: 'The answer of Entra ID is meant for another application.',
    reason: 'answer-not-accepted',
    code: 'wrong-audience',
    nextStep: 'Enter the value that we need at Entra ID, or correct the settings here.',
    compared: [{ claim: 'Audience', came: 'spn:7c1f2a90', needed: `${base}/metadata`, ok: false }],
    claims: [],
  },
}
