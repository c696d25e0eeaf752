import * as z from 'zod/mini'
import { second } from '../../lib/clock.ts'
import { refusalOfClaim, SsoRefusal } from './sso-refusal.ts'

const attributes = z.optional(z.record(z.string(), z.string()))
const node = z.object({ $: attributes, _: z.optional(z.string()) })
const nodes = z.array(node)

/** A verified assertion as the parser gives it: attributes in `$`, text in `_`. */
const assertionForm = z.object({
  $: attributes,
  Issuer: nodes.check(z.length(1)),
  Subject: z
    .array(
      z.object({
        NameID: z.optional(nodes),
        SubjectConfirmation: z.array(
          z.object({ $: attributes, SubjectConfirmationData: z.optional(nodes) }),
        ),
      }),
    )
    .check(z.length(1)),
  Conditions: z
    .array(
      z.object({
        $: attributes,
        AudienceRestriction: z.optional(z.array(z.object({ Audience: nodes }))),
      }),
    )
    .check(z.length(1)),
  AuthnStatement: z.optional(nodes),
  AttributeStatement: z.optional(
    z.array(
      z.object({
        Attribute: z.optional(
          z.array(z.object({ $: attributes, AttributeValue: z.optional(nodes) })),
        ),
      }),
    ),
  ),
})

export type Assertion = z.infer<typeof assertionForm>

type Expected = {
  /** The provider's entity id. */
  readonly issuer: string
  /** Our entity id. */
  readonly audience: string
  /** Our ACS URL. */
  readonly recipient: string
  /** Of the request that this browser was sent with. */
  readonly requestId: string
  readonly now: Date
}

/** How much clocks may differ. */
const clockSkewMs = 60 * second

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/**
 * Judges what a genuine assertion says of itself: from whom, for whom, when, and in answer to what
 * (SAML core, 2.4.1 and 2.5.1; profiles, 4.1.4.3). Every condition must be there.
 * @throws SsoRefusal
 */
export function judgeAssertion(parsed: unknown, expected: Expected): Assertion {
  const read = assertionForm.safeParse(withEmptyElements(parsed))
  if (!read.success) return refuse('wrong-form')
  const assertion = read.data
  const issuer = assertion.Issuer[0]?._?.trim()
  if (issuer !== expected.issuer) {
    throw refusalOfClaim('wrong-issuer', 'Issuer', issuer, expected.issuer)
  }
  const [conditions] = assertion.Conditions
  const restrictions = conditions?.AudienceRestriction ?? []
  const isForUs = ({ Audience }: { Audience: readonly { _?: string | undefined }[] }) =>
    Audience.some(({ _ }) => _?.trim() === expected.audience)
  if (restrictions.length === 0 || !restrictions.every(isForUs)) {
    const came = restrictions.flatMap(({ Audience }) => Audience.map(({ _ }) => _?.trim()))
    throw refusalOfClaim('wrong-audience', 'Audience', came.join(', ') || null, expected.audience)
  }
  judgeTime({ NotBefore: assertion.$?.IssueInstant ?? '' }, expected.now)
  judgeTime(conditions?.$ ?? {}, expected.now)
  judgeConfirmations(assertion.Subject[0]?.SubjectConfirmation ?? [], expected)
  return assertion
}

/** The parser returns an empty element, such as an attribute without a value, as text. */
function withEmptyElements(parsed: unknown): unknown {
  if (Array.isArray(parsed)) {
    return parsed.map((item) => (item === '' ? {} : withEmptyElements(item)))
  }
  if (typeof parsed !== 'object' || parsed === null) return parsed
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => [name, withEmptyElements(value)]),
  )
}

type Confirmation = Assertion['Subject'][number]['SubjectConfirmation'][number]

/**
 * One valid confirmation is enough (SAML core, 2.4.1); otherwise the first one's fault is reported.
 */
function judgeConfirmations(confirmations: readonly Confirmation[], expected: Expected) {
  const faults = confirmations.map((confirmation) => faultOf(confirmation, expected))
  if (faults.includes(null)) return
  throw faults[0] ?? new SsoRefusal('answer-not-accepted', 'wrong-form')
}

function faultOf(
  { $: own, SubjectConfirmationData: [data] = [] }: Confirmation,
  { recipient, requestId, now }: Expected,
): SsoRefusal | null {
  const given = data?.$ ?? {}
  try {
    if (own?.Method !== bearer) refuse('wrong-confirmation')
    if (given.Recipient !== recipient) {
      throw refusalOfClaim('wrong-recipient', 'Recipient', given.Recipient, recipient)
    }
    if (given.InResponseTo === undefined) refuse('unsolicited')
    if (given.InResponseTo !== requestId) refuse('wrong-request')
    if (given.NotOnOrAfter === undefined) refuse('wrong-form')
    judgeTime(given, now)
    return null
  } catch (error) {
    if (error instanceof SsoRefusal) return error
    throw error
  }
}

function judgeTime({ NotBefore, NotOnOrAfter }: Record<string, string>, now: Date) {
  const at = now.getTime()
  if (NotBefore !== undefined && timeOf(NotBefore) > at + clockSkewMs) {
    throw refusalOfClaim('not-yet-valid', 'NotBefore', NotBefore, now.toISOString())
  }
  if (NotOnOrAfter !== undefined && timeOf(NotOnOrAfter) <= at - clockSkewMs) {
    throw refusalOfClaim('expired', 'NotOnOrAfter', NotOnOrAfter, now.toISOString())
  }
}

/** UTC, also where a provider takes "no time zone component" at its word (SAML core, 1.3.3). */
function timeOf(text: string): number {
  const time = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(time) ? refuse('wrong-form') : time
}

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
