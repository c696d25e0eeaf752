import { zodResolver } from '@hookform/resolvers/zod'
import { changeSettings, type Settings } from '@rekey/contracts/settings'
import { useEffect, useRef, useState } from 'react'
import { get, type Resolver, useForm } from 'react-hook-form'
import { call, type Problem } from '../../api.ts'
import { problemSentence } from '../../problem-sentence.ts'
import type { Fault } from '../../ui/error-summary.tsx'
import { type FaultyName, faultWords, faultyNames } from './fault-words.ts'
import { documentOf, type SettingsValues, valuesOf } from './settings-values.ts'

/** The contract itself judges, so that form and server never differ. */
const byContract = zodResolver(changeSettings.body)
const resolver: Resolver<SettingsValues, unknown, Settings> = async (values, context, options) => {
  const judged = await byContract(documentOf(values), context, options as never)
  return judged as Awaited<ReturnType<Resolver<SettingsValues, unknown, Settings>>>
}

type Refused = { readonly faults: readonly Fault[]; readonly problem: Problem | null }

/** The whole document is sent; of two administrators who save at once the later wins. */
export function useSettingsForm(settings: Settings, onSaved: (settings: Settings) => void) {
  const form = useForm<SettingsValues, unknown, Settings>({
    defaultValues: valuesOf(settings),
    resolver,
    shouldFocusError: false,
  })
  const [refused, setRefused] = useState<Refused | null>(null)
  const alertRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refused) alertRef.current?.focus()
  }, [refused])

  const save = async (document: Settings) => {
    setRefused(null)
    const result = await call<typeof changeSettings>('PUT /settings', document)
    if (!result.ok) return setRefused(refusalOf(result.problem))
    form.reset(valuesOf(result.body))
    onSaved(result.body)
  }
  const submit = form.handleSubmit(save, (errors) => {
    const values = form.getValues()
    const wrong = faultyNames.filter((name) => get(errors, name))
    const faults = wrong.map((name) => ({ field: name, words: faultWords(name, values) }))
    setRefused({ faults, problem: null })
  })
  const { isSubmitting, isDirty, errors } = form.formState
  return {
    control: form.control,
    /** What is wrong at a field, once it was sent. */
    errorOf: (name: FaultyName): string | undefined =>
      get(errors, name) ? faultWords(name, form.getValues()) : undefined,
    alertRef,
    refused,
    busy: isSubmitting,
    isDirty,
    submit: () => {
      if (!isSubmitting) void submit()
    },
  }
}

export type SettingsForm = ReturnType<typeof useSettingsForm>

/** What only the server refused: at its field where it names one (RFC 6901), else as a whole. */
function refusalOf(problem: Problem): Refused {
  const { sentence, unreachable } = problemSentence(problem)
  if (unreachable) return { faults: [], problem }
  const named = problem.details.errors ?? []
  const faults = named.map(({ pointer, detail }) => {
    const name = pointer.slice(1).replaceAll('/', '.')
    return { field: faultyNames.find((each) => each === name) ?? null, words: `${name}: ${detail}` }
  })
  return { faults: faults.length > 0 ? faults : [{ field: null, words: sentence }], problem: null }
}
