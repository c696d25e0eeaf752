import type { Problem } from '../api.ts'
import { problemSentence } from '../problem-sentence.ts'

export type FieldErrors<F extends string> = Partial<Record<F, string>>

/**
 * Why nothing was saved: errors of fields, a sentence about the whole form, or the API's problem.
 */
export type Refusal<F extends string> = {
  readonly errors?: FieldErrors<F>
  readonly words?: string
  readonly problem?: Problem
}

/** What another step refused. */
export type RefusedBefore<F extends string> = {
  readonly values: Partial<Record<F, string>>
  readonly errors: FieldErrors<F>
}

export type FormState<F extends string> = {
  readonly busy: boolean
  readonly errors: FieldErrors<F>
  /**
   * Why the last submit was refused, as long as the reason still applies. It is null once all
   * faulty fields are corrected, so the summary disappears together with the last error.
   */
  readonly refusal: { readonly words: string | null; readonly unreachable: boolean } | null
  /** How many submits were refused. */
  readonly refusals: number
}

export const calm = { busy: false, errors: {}, refusal: null, refusals: 0 }

export const firstState = <F extends string>(before?: RefusedBefore<F> | null): FormState<F> =>
  before ? refusedState(calm, before) : calm

export const refusedState = <F extends string>(
  { refusals }: FormState<F>,
  refusal: Refusal<F>,
): FormState<F> => ({
  busy: false,
  errors: refusal.errors ?? {},
  refusal: readRefusal(refusal),
  refusals: refusals + 1,
})

function readRefusal<F extends string>({ words, problem }: Refusal<F>) {
  if (!problem) return { words: words ?? null, unreachable: false }
  const { sentence, unreachable } = problemSentence(problem)
  return { words: unreachable ? null : (words ?? sentence), unreachable }
}

/** @param errors what is wrong after the field was changed */
export function changedState<F extends string>(
  was: FormState<F>,
  errors: FieldErrors<F>,
  changed: F,
): FormState<F> {
  const shown = keepShown(errors, was.errors, changed)
  const isMended = wasAboutFields(was) && !Object.values(shown).some(Boolean)
  return { ...was, errors: shown, refusal: isMended ? null : was.refusal }
}

/**
 * Keeps errors about the whole form until the next submit, as changing one field can't solve them.
 */
const wasAboutFields = <F extends string>({ refusal }: FormState<F>) =>
  refusal !== null && refusal.words === null && !refusal.unreachable

/** Checks the changed field and the fields with errors again, and leaves the other fields alone. */
function keepShown<F extends string>(now: FieldErrors<F>, before: FieldErrors<F>, changed: F) {
  const shown: FieldErrors<F> = {}
  for (const field of new Set([changed, ...(Object.keys(before) as F[])])) {
    if (now[field] && (before[field] || field === changed)) shown[field] = now[field]
  }
  return shown
}
