import type {
  DiagnosisCheck,
  DiagnosisCheckId,
  DiagnosisOutcome,
} from '@rekey/contracts/mail-diagnosis'

/** @param title one sentence: the finding @param advice one more: what to do about it */
type MakeCheck = (id: DiagnosisCheckId, title: string, advice?: string | null) => DiagnosisCheck

const make =
  (outcome: DiagnosisOutcome): MakeCheck =>
  (id, title, advice = null) => ({ id, outcome, title, advice })

export const ok = make('ok')
export const warning = make('warning')
export const problem = make('problem')
export const unknown = make('unknown')
