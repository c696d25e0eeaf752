import { zodResolver } from '@hookform/resolvers/zod'
import { changeSettings, type Settings, type showSettings } from '@rekey/contracts/settings'
import { useEffect, useRef, useState } from 'react'
import { get, type Resolver, useForm } from 'react-hook-form'
import type { Problem } from '../../api.ts'
import { tell } from '../../console-kit/ask.ts'
import { problemSentence } from '../../problem-sentence.ts'
import type { Fault } from '../../ui/error-summary.tsx'
import { type Changed, changedSettings } from './changed-settings.ts'
import { type FaultyName, faultWords, faultyNames } from './fault-words.ts'
import { documentOf, type SettingsValues, valuesOf } from './settings-values.ts'

/** The contract checks the values, so that form and server always agree. */
const byContract = zodResolver(changeSettings.body)
const resolver: Resolver<SettingsValues, unknown, Settings> = async (values, context, options) => {
  const judged = await byContract(documentOf(values), context, options as never)
  return judged as Awaited<ReturnType<Resolver<SettingsValues, unknown, Settings>>>
}

/** The settings that were read, with the tag of this version. */
export type ReadSettings = { readonly settings: Settings; readonly etag: string | null }

/** What another user saved in the meantime; who and when, if that is known. */
export type Conflict = {
  readonly changed: readonly Changed[]
  readonly by: string | null
  readonly at: string | null
}

type Refused = {
  readonly faults: readonly Fault[]
  readonly problem: Problem | null
  readonly conflict?: Conflict
  /**
   * The contract refused the values here. Each error goes away when the user corrects its field.
   */
  readonly isJudgedHere?: true
}

/**
 * Sends the whole document with the tag of the version it is based on. This prevents users from
 * overwriting changes that they haven't seen.
 */
export function useSettingsForm(read: ReadSettings, onSaved: (settings: Settings) => void) {
  const form = useForm<SettingsValues, unknown, Settings>({
    defaultValues: valuesOf(read.settings),
    resolver,
    shouldFocusError: false,
  })
  const [refused, setRefused] = useState<Refused | null>(null)
  const [seen, setSeen] = useState(read)
  const alertRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refused) alertRef.current?.focus()
  }, [refused])

  const save = async (document: Settings) => {
    setRefused(null)
    const { etag } = seen
    const ifMatch = etag === null ? {} : { ifMatch: etag }
    const result = await tell<typeof changeSettings>('PUT /settings', {
      body: document,
      ...ifMatch,
    })
    if (!result.ok) {
      const isConflict = result.problem.code === 'precondition-failed'
      return setRefused(isConflict ? await meet(result.problem) : refusalOf(result.problem))
    }
    setSeen({ settings: result.body, etag: result.etag ?? null })
    form.reset(valuesOf(result.body))
    onSaved(result.body)
  }
  /**
   * Keeps the user's own changes and updates all other fields to the saved values. Saving again
   * then doesn't overwrite changes that the user hasn't seen.
   */
  const meet = async ({ details }: Problem): Promise<Refused> => {
    const latest = await tell<typeof showSettings>('GET /settings')
    if (!latest.ok) return refusalOf(latest.problem)
    const changed = changedSettings(seen.settings, latest.body)
    setSeen({ settings: latest.body, etag: latest.etag ?? null })
    form.reset(valuesOf(latest.body), { keepDirtyValues: true })
    const { changedBy: by = null, changedAt: at = null } = details
    return { faults: [], problem: null, conflict: { changed, by, at } }
  }
  const submit = form.handleSubmit(save, (errors) => {
    const values = form.getValues()
    const wrong = faultyNames.filter((name) => get(errors, name))
    const faults = wrong.map((name) => ({ field: name, words: faultWords(name, values) }))
    setRefused({ faults, problem: null, isJudgedHere: true })
  })
  const { isSubmitting, isDirty, errors } = form.formState
  return {
    control: form.control,
    /** The error of a field, once the form was submitted. */
    errorOf: (name: FaultyName): string | undefined =>
      get(errors, name) ? faultWords(name, form.getValues()) : undefined,
    alertRef,
    refused: refused?.isJudgedHere ? stillTrue(refused, errors) : refused,
    busy: isSubmitting,
    isDirty,
    submit: () => {
      if (!isSubmitting) void submit()
    },
  }
}

export type SettingsForm = ReturnType<typeof useSettingsForm>

/** Null once all faulty fields are corrected. */
function stillTrue(refused: Refused, errors: object): Refused | null {
  const faults = refused.faults.filter(({ field }) => field && get(errors, field))
  return faults.length > 0 ? { ...refused, faults } : null
}

/** Errors that only the server finds: at the field that it names (RFC 6901), or above the form. */
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
