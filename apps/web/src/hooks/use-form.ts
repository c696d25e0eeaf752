import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import {
  calm,
  changedState,
  type FieldErrors,
  type FormState,
  firstState,
  type Refusal,
  type RefusedBefore,
  refusedState,
} from './form-state.ts'

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

export type Form<F extends string> = Omit<FormState<F>, 'refusals'> & {
  /** For the `<form>` itself. */
  readonly props: {
    readonly ref: RefObject<HTMLFormElement | null>
    readonly method: 'post'
    readonly noValidate: true
    readonly onSubmit: (event: FormEvent) => void
    readonly onInput: (event: FormEvent) => void
  }
  readonly alertRef: RefObject<HTMLDivElement | null>
  readonly fields: readonly F[]
  /** What `onSubmit` does, for a dialog that has the `<form>` itself. */
  readonly run: () => void
  /** Sends the current values of the fields again. */
  readonly retry: () => void
}

/**
 * A form that follows the same rules on every screen. Fields are checked on the first submit, and
 * after that each time they change. A second press while the form is busy is ignored. After a
 * refusal the focus moves to the message that says why. Inputs keep their own values, so that
 * autofill and restored pages work.
 */
export function useForm<F extends string>(options: Options<F>): Form<F> {
  const { fields, send } = options
  const ref = useRef<HTMLFormElement>(null)
  const alertRef = useRef<HTMLDivElement>(null)
  const busy = useRef(false)
  const { judge, keep } = useJudge(options)
  const [{ refusals, ...state }, setState] = useState(() => firstState(options.refusedBefore))

  useEffect(() => {
    if (refusals > 0) alertRef.current?.focus()
  }, [refusals])

  const refuse = (refusal: Refusal<F>, values: Record<F, string>) => {
    keep(values, refusal.errors)
    setState((was) => refusedState(was, refusal))
  }

  const submit = async () => {
    const form = ref.current
    if (!form || busy.current) return
    const values = readValues(form, fields)
    const errors = judge(values)
    if (Object.values(errors).some(Boolean)) return refuse({ errors }, values)
    busy.current = true
    setState((was) => ({ ...was, busy: true }))
    const refusal = await send(values, form)
    busy.current = false
    if (refusal) refuse(refusal, values)
    else setState(calm)
  }

  const judgeAgain = (event: FormEvent) => {
    const form = ref.current
    const changed = (event.target as HTMLInputElement).name as F
    if (!form || refusals === 0 || !fields.includes(changed)) return
    const errors = judge(readValues(form, fields))
    setState((was) => changedState(was, errors, changed))
  }

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }

  return {
    props: { ref, method: 'post', noValidate: true, onSubmit, onInput: judgeAgain },
    alertRef,
    ...state,
    fields,
    run: () => void submit(),
    retry: () => ref.current?.requestSubmit(),
  }
}

/** Checks values, and refuses those again that were refused before. */
function useJudge<F extends string>({ check, remember, refusedBefore }: Options<F>) {
  const refused = useRef(refusedValues(remember, refusedBefore))
  const judge = (values: Record<F, string>): FieldErrors<F> => {
    const errors = check(values)
    for (const [field, { value, words }] of refused.current) {
      if (!errors[field] && values[field] === value) errors[field] = words
    }
    return errors
  }
  const keep = (values: Record<F, string>, errors: FieldErrors<F> = {}) => {
    for (const [field, value] of refusedValues(remember, { values, errors })) {
      refused.current.set(field, value)
    }
  }
  return { judge, keep }
}

/** The values that aren't sent again, and why. */
function refusedValues<F extends string>(
  remember: readonly F[] = [],
  before?: RefusedBefore<F> | null,
) {
  const refused = new Map<F, { value: string; words: string }>()
  for (const field of remember) {
    const [value, words] = [before?.values[field], before?.errors[field]]
    if (value !== undefined && words) refused.set(field, { value, words })
  }
  return refused
}

function readValues<F extends string>(form: HTMLFormElement, fields: readonly F[]) {
  const data = new FormData(form)
  const read = (field: F) => {
    const value = data.get(field)
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(fields.map((field) => [field, read(field)])) as Record<F, string>
}
