import type { Answer, Body, Contract } from '@rekey/contracts/route'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import {
  type DefaultValues,
  type FieldValues,
  get,
  type Path,
  type PathValue,
  type UseFormReturn,
  useForm,
  useWatch,
} from 'react-hook-form'
import type { Result } from '../api.ts'
import type { Fault } from '../ui/error-summary.tsx'
import { type FormContract, type FormRules, resolverOf, serverFaults } from './form-faults.ts'
import { useVerb } from './use-verb.ts'

type Options<
  C extends FormContract,
  Values extends FieldValues,
  Sent extends Contract,
  Field extends Path<Values>,
> = FormRules<C, Values, Field> & {
  /** The values of the fields at first. */
  first: Values
  send: (body: Body<C>) => Promise<Result<Sent>>
  onDone: (answer: Answer<Sent>, body: Body<C>) => void
}

/**
 * The one way to make a form in the console. The contract checks the fields on submit, and after
 * that each field when it changes. The typed values stay, whether saving works or fails.
 */
export function useConsoleForm<
  C extends FormContract,
  Values extends FieldValues,
  Sent extends Contract = C,
  Field extends Path<Values> = Path<Values>,
>(contract: C, { first, send, onDone, ...rules }: Options<C, Values, Sent, Field>) {
  const form = useForm<Values, unknown, Values>({
    defaultValues: first as DefaultValues<Values>,
    resolver: resolverOf(contract, rules),
    shouldFocusError: false,
  })
  const { errors, isDirty } = form.formState
  const values = useWatch({ control: form.control }) as Values
  const { refusal, refuse, ...summary } = useRefusal(errors)
  const verb = useVerb<Sent, { sent: Values; body: Body<C> }>(
    ({ body }) => send(body),
    (answer, { sent, body }) => {
      keepTyped(form, sent)
      onDone(answer, body)
    },
  )
  const save = async (sent: Values) => {
    refuse(null)
    const problem = await verb.attempt({ sent, body: rules.bodyOf(sent) })
    if (!problem) return
    const faults = serverFaults(problem, sent, rules)
    for (const { field, words } of faults) {
      if (field) form.setError(field as Path<Values>, { type: 'server', message: words })
    }
    refuse(faults)
  }
  const submit = form.handleSubmit(save, (wrong) =>
    refuse(rules.fields.flatMap((field) => faultAt(wrong, field))),
  )
  const problem = refusal?.length === 0 ? verb.problem : null
  return {
    ...summary,
    ...submitting(() => !verb.busy && void submit()),
    values,
    field: fieldOf(form, values),
    /** Starts from other saved values, and can keep what the user has changed. */
    restart: (saved: Values, options?: { keepDirtyValues: boolean }) => form.reset(saved, options),
    problem,
    isRefused: problem !== null || summary.faults.length > 0,
    busy: verb.busy,
    isUnsaved: isDirty && !verb.busy,
  }
}

/** Everything that a field of the console needs: `<TextField {...form.field('name')} … />`. */
const fieldOf =
  <Values extends FieldValues>(form: UseFormReturn<Values, unknown, Values>, values: Values) =>
  <Name extends Path<Values>>(name: Name) => {
    const { onChange } = form.register(name)
    return {
      name,
      value: get<Values, PathValue<Values, Name>>(values, name),
      error: faultAt(form.formState.errors, name)[0]?.words,
      onChange: (value: PathValue<Values, Name>) => void onChange({ target: { name, value } }),
    }
  }

/** A dialog runs the form, and a page puts the props on its `<form>`. */
const submitting = (run: () => void) => ({
  run,
  props: {
    method: 'post' as const,
    noValidate: true,
    onSubmit: (event: FormEvent) => {
      event.preventDefault()
      run()
    },
  },
})

/** What was saved is no unsaved change any more. What was typed meanwhile still is. */
function keepTyped<Values extends FieldValues>(
  form: UseFormReturn<Values, unknown, Values>,
  saved: Values,
) {
  const typed = form.getValues()
  form.reset(saved)
  for (const name of Object.keys(typed) as Path<Values>[]) {
    form.setValue(name, get(typed, name), { shouldDirty: true })
  }
}

/**
 * Why the last submit was refused. The focus moves to the summary of the errors, or in a dialog,
 * which has none, to the first faulty field.
 */
function useRefusal(errors: object) {
  const alertRef = useRef<HTMLDivElement>(null)
  const [refusal, setRefusal] = useState<readonly Fault[] | null>(null)
  useEffect(() => {
    if (!refusal) return
    const { field = null } = refusal.find((fault) => fault.field) ?? {}
    const place = alertRef.current ?? (field && document.getElementById(field))
    if (place) place.focus()
  }, [refusal])
  // The error of a field is left out as soon as the user corrects the field.
  const faults = refusal?.flatMap((fault) => (fault.field ? faultAt(errors, fault.field) : fault))
  return { alertRef, faults: faults ?? [], refusal, refuse: setRefusal }
}

/** The fault that stands at a field now, or none. */
function faultAt(errors: object, field: string): Fault[] {
  const error = get<object, { message?: string } | undefined>(errors, field)
  return error ? [{ field, words: error.message ?? '' }] : []
}

export type ConsoleForm<Values extends FieldValues> = ReturnType<
  typeof useConsoleForm<FormContract, Values>
>
