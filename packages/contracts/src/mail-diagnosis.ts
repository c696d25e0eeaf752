import * as z from 'zod/mini'
import { uuid } from './fields.ts'
import { route } from './route.ts'

/** The ids of the checks, for programs. */
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

/** `unknown`: the check had no result, for example because DNS didn't answer. */
export const diagnosisOutcome = z.enum(['ok', 'warning', 'problem', 'unknown'])

export const diagnosisCheck = z.object({
  id: diagnosisCheckId,
  outcome: diagnosisOutcome,
  /** What the check found, in one sentence. */
  title: z.string(),
  /** What to do about it, or null if nothing needs to be done. */
  advice: z.nullable(z.string()),
})

/**
 * Why a user receives no mail, and what to do first. Problems come first, then warnings, then
 * unknown results, each in order of importance, and successful checks last. A check is left out if
 * another result makes it pointless. It queries DNS, so it may take a few seconds.
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
