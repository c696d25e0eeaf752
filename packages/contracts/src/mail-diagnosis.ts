import * as z from 'zod/mini'
import { uuid } from './fields.ts'
import { route } from './route.ts'

/** What is looked at, as a word for programs. */
export const diagnosisCheckId = z.enum([
  'active',
  'sign-in-method',
  'address',
  'address-syntax',
  'address-typo',
  'address-domain',
  'last-messages',
  'asked-often',
  'wrong-codes',
  'sign-in-wait',
  'mail-transport',
  'sender-spf',
  'sender-dkim',
  'sender-dmarc',
])

/** `unknown`: it could not be found out, as when DNS does not answer. */
export const diagnosisOutcome = z.enum(['ok', 'warning', 'problem', 'unknown'])

export const diagnosisCheck = z.object({
  id: diagnosisCheckId,
  outcome: diagnosisOutcome,
  /** One sentence: what was found. */
  title: z.string(),
  /** What to do about it; null where nothing needs to be done. */
  advice: z.nullable(z.string()),
})

/**
 * Why a user gets no mail, and what to do first: problems, then warnings, then what is not known,
 * each in the order in which they matter; last what is in order. A check that another one leaves
 * nothing to look at is left out. Asks DNS, so it may take a few seconds.
 */
export const mailDiagnosis = route({
  name: 'mail-diagnosis',
  method: 'GET',
  path: '/users/{id}/mail-diagnosis',
  summary: 'Why a user gets no mail, and what to do about it',
  access: { anyOf: ['messages.read'] },
  limit: null,
  params: z.strictObject({ id: uuid }),
  status: 200,
  answer: z.object({ checks: z.array(diagnosisCheck) }),
  problems: ['not-found'],
})

export type DiagnosisCheckId = z.infer<typeof diagnosisCheckId>
export type DiagnosisOutcome = z.infer<typeof diagnosisOutcome>
export type DiagnosisCheck = z.infer<typeof diagnosisCheck>
