import { type Strength, strengthSentence } from '@rekey/password-strength/strength'
import { type ChangeEvent, type FocusEvent, useEffect, useRef, useState } from 'react'
import { messages } from '../messages.ts'
import { prepareEstimator, prepareLanguages, readyEstimator } from './estimator.ts'

/** Screen readers hear the strength when the user pauses, not at every key. */
const restMilliseconds = 800

/**
 * The strength of the typed password, updated at every key. It is null while the field is empty or
 * the estimator, which the first focus fetches, is still loading. When a dictionary arrives, the
 * strength is calculated again.
 */
export function useStrength(words: readonly string[]) {
  const [strength, setStrength] = useState<Strength | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const input = useRef<HTMLInputElement | null>(null)

  useEffect(() => {
    const text = strength ? `${messages.setPassword.strength} ${strengthSentence(strength)}` : ''
    const timer = setTimeout(() => setAnnouncement(text), restMilliseconds)
    return () => clearTimeout(timer)
  }, [strength])

  const judge = () => {
    const password = input.current?.value ?? ''
    setStrength(password ? (readyEstimator()?.estimateStrength(password, words) ?? null) : null)
  }

  const watch = (event: ChangeEvent<HTMLInputElement> | FocusEvent<HTMLInputElement>) => {
    const { form } = event.currentTarget
    if (input.current !== event.currentTarget) {
      // After saving, the form is reset. Its fields fire no event for that, only the form does.
      form?.addEventListener('reset', () => setStrength(null))
    }
    input.current = event.currentTarget
    void prepareEstimator().then(judge)
    void prepareLanguages(input.current.value).then(judge)
    judge()
  }

  return { strength, announcement, inputProps: { onFocus: watch, onChange: watch } }
}
