import type { Body } from '@rekey/contracts/route'
import { changeSettings, type Settings, type showSettings } from '@rekey/contracts/settings'
import { useState } from 'react'
import type { Problem, Result } from '../../api.ts'
import { tell } from '../../console-kit/ask.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { type Changed, changedSettings, unsavedIn } from './changed-settings.ts'
import { faultWords, faultyNames } from './fault-words.ts'
import { documentOf, valuesOf } from './settings-values.ts'

/** The settings that were read, with the tag of this version. */
export type ReadSettings = { readonly settings: Settings; readonly etag: string | null }

/** What another user saved in the meantime; who and when, if that is known. */
export type Conflict = {
  readonly changed: readonly Changed[]
  readonly by: string | null
  readonly at: string | null
}

/**
 * Sends the whole document with the tag of the version it is based on. This prevents users from
 * overwriting changes that they haven't seen.
 */
export function useSettingsForm(
  read: ReadSettings,
  onSaved: (settings: Settings, changed: readonly Changed[]) => void,
) {
  const [seen, setSeen] = useState(read)
  /** A file that was chosen and refused never becomes a value of the form. */
  const [logoFault, setLogoFault] = useState<string | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const send = async (
    body: Body<typeof changeSettings>,
  ): Promise<Result<typeof changeSettings>> => {
    setConflict(null)
    const ifMatch = seen.etag === null ? {} : { ifMatch: seen.etag }
    const result = await tell<typeof changeSettings>('PUT /settings', { body, ...ifMatch })
    if (result.ok) setSeen({ settings: result.body, etag: result.etag ?? null })
    return !result.ok && result.problem.code === 'precondition-failed'
      ? meet(result.problem)
      : result
  }
  /**
   * Keeps the user's own changes and updates all other fields to the saved values. Saving again
   * then doesn't overwrite changes that the user hasn't seen.
   */
  const meet = async (problem: Problem): Promise<Result<typeof changeSettings>> => {
    const latest = await tell<typeof showSettings>('GET /settings')
    if (!latest.ok) return latest
    const changed = changedSettings(seen.settings, latest.body)
    setSeen({ settings: latest.body, etag: latest.etag ?? null })
    form.restart(valuesOf(latest.body), { keepDirtyValues: true })
    const { changedBy: by = null, changedAt: at = null } = problem.details
    setConflict({ changed, by, at })
    return { ok: false, problem }
  }
  const form = useConsoleForm(changeSettings, {
    first: valuesOf(read.settings),
    fields: faultyNames,
    bodyOf: documentOf,
    wordsOf: (name, values, { detail }) =>
      detail === undefined ? faultWords(name, values) : `${name}: ${detail}`,
    send,
    onDone: (settings) => {
      form.restart(valuesOf(settings))
      onSaved(settings, changedSettings(seen.settings, settings))
    },
  })
  const unsaved = unsavedIn(seen.settings, documentOf(form.values))
  return { ...form, unsaved, logoFault, setLogoFault, conflict: form.problem && conflict }
}

export type SettingsForm = ReturnType<typeof useSettingsForm>
