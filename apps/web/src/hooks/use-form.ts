import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
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

type Options<F extends string> = {
  /** In the order of the screen, which is the order in the error summary. */
  fields: readonly F[]
  check: (values: Record<F, string>) => FieldErrors<F>
  /**
   * Resolves to null on success. It uses `form` to empty a field or to read values that aren't
   * text.
   */
  send: (values: Record<F, string>, form: HTMLFormElement) => Promise<Refusal<F> | null>
  /** The form remembers refused values of these fields and doesn't send the same value again. */
  remember?: readonly F[]
  /** What another step refused. The form starts as if it had just been refused here. */
  refusedBefore?: RefusedBefore<F> | null
}

type RefusedBefore<F extends string> = {
  readonly values: Partial<Record<F, string>>
  readonly errors: FieldErrors<F>
}

export type Form<F extends string> = {
  /** For the `<form>` itself. */
  readonly props: {
    readonly ref: RefObject<HTMLFormElement | null>
    readonly method: 'post'
    readonly noValidate: true
    readonly onSubmit: (event: FormEvent) => void
    readonly onInput: (event: FormEvent) => void
  }
  readonly alertRef: RefObject<HTMLDivElement | null>
  readonly busy: boolean
  readonly errors: FieldErrors<F>
  /**
   * Why the last submit was refused, as long as the reason still applies. It is null once all
   * faulty fields are corrected, so the summary disappears together with the last error.
   */
  readonly refusal: { words: string | null; unreachable: boolean } | null
  readonly fields: readonly F[]
  /** What `onSubmit` does, for a dialog that has the `<form>` itself. */
  readonly run: () => void
  /** Sends the current values of the fields again. */
  readonly retry: () => void
}

const calm = { busy: false, errors: {}, refusal: null, refusals: 0 }

/** Errors of fields alone: the summary has no sentence of its own. */
const aboutFields = { words: null, unreachable: false }

const startOf = <F extends string>(before: Options<F>['refusedBefore']): State<F> =>
  before ? { ...calm, errors: before.errors, refusal: aboutFields, refusals: 1 } : calm

/** The values that aren't sent again, and why. */
function refusedValues<F extends string>(
  remember: Options<F>['remember'] = [],
  before: Options<F>['refusedBefore'],
) {
  const refused = new Map<F, { value: string; words: string }>()
  for (const field of remember) {
    const [value, words] = [before?.values[field], before?.errors[field]]
    if (value !== undefined && words) refused.set(field, { value, words })
  }
  return refused
}

/**
 * A form that follows the same rules on every screen. Fields are checked on the first submit, and
 * after that each time they change. A second press while the form is busy is ignored. After a
 * refusal the focus moves to the message that says why. Inputs keep their own values, so that
 * autofill and restored pages work.
 */
export function useForm<F extends string>(options: Options<F>): Form<F> {
  const ref = useRef<HTMLFormElement>(null)
  const alertRef = useRef<HTMLDivElement>(null)
  const busy = useRef(false)
  const refused = useRef(refusedValues(options.remember, options.refusedBefore))
  const [state, setState] = useState(() => startOf(options.refusedBefore))

  useEffect(() => {
    if (state.refusals > 0) alertRef.current?.focus()
  }, [state.refusals])

  const judge = (values: Record<F, string>): FieldErrors<F> => {
    const errors = options.check(values)
    for (const [field, { value, words }] of refused.current) {
      if (!errors[field] && values[field] === value) errors[field] = words
    }
    return errors
  }

  const refuse = (refusal: Refusal<F>, values: Record<F, string>) => {
    const errors: FieldErrors<F> = refusal.errors ?? {}
    for (const [field, value] of refusedValues(options.remember, { values, errors })) {
      refused.current.set(field, value)
    }
    const { words, unreachable } = readRefusal(refusal)
    setState(({ refusals }) => ({
      busy: false,
      errors,
      refusal: { words, unreachable },
      refusals: refusals + 1,
    }))
  }

  const submit = async () => {
    const form = ref.current
    if (!form || busy.current) return
    const values = readValues(form, options.fields)
    const errors = judge(values)
    if (Object.values(errors).some(Boolean)) return refuse({ errors }, values)
    busy.current = true
    setState((was) => ({ ...was, busy: true }))
    const refusal = await options.send(values, form)
    busy.current = false
    if (refusal) refuse(refusal, values)
    else setState(calm)
  }

  const judgeAgain = (event: FormEvent) => {
    const form = ref.current
    const changed = (event.target as HTMLInputElement).name as F
    if (!form || state.refusals === 0 || !options.fields.includes(changed)) return
    const errors = judge(readValues(form, options.fields))
    setState((was) => {
      const shown = keepShown(errors, was.errors, changed)
      const isMended = wasAboutFields(was) && !Object.values(shown).some(Boolean)
      return { ...was, errors: shown, refusal: isMended ? null : was.refusal }
    })
  }

  return {
    props: {
      ref,
      method: 'post',
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault()
        void submit()
      },
      onInput: judgeAgain,
    },
    alertRef,
    busy: state.busy,
    errors: state.errors,
    refusal: state.refusal,
    fields: options.fields,
    run: () => void submit(),
    retry: () => ref.current?.requestSubmit(),
  }
}

type State<F extends string> = {
  busy: boolean
  errors: FieldErrors<F>
  refusal: Form<F>['refusal']
  refusals: number
}

function readValues<F extends string>(form: HTMLFormElement, fields: readonly F[]) {
  const data = new FormData(form)
  const read = (field: F) => {
    const value = data.get(field)
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(fields.map((field) => [field, read(field)])) as Record<F, string>
}

/**
 * Keeps errors about the whole form until the next submit, as changing one field can't solve them.
 */
const wasAboutFields = <F extends string>({ refusal }: State<F>) =>
  refusal !== null && refusal.words === null && !refusal.unreachable

/** Checks the changed field and the fields with errors again, and leaves the other fields alone. */
function keepShown<F extends string>(now: FieldErrors<F>, before: FieldErrors<F>, changed: F) {
  const shown: FieldErrors<F> = {}
  for (const field of new Set([changed, ...(Object.keys(before) as F[])])) {
    if (now[field] && (before[field] || field === changed)) shown[field] = now[field]
  }
  return shown
}

function readRefusal<F extends string>({ words, problem }: Refusal<F>) {
  if (!problem) return { words: words ?? null, unreachable: false }
  const { sentence, unreachable } = problemSentence(problem)
  return { words: unreachable ? null : (words ?? sentence), unreachable }
}
