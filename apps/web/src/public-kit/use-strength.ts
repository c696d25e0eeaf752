import { type Strength, strengthSentence } from '@rekey/password-strength/strength'
import { type ChangeEvent, type FocusEvent, useEffect, useRef, useState } from 'react'
import { messages } from '../messages.ts'
import { prepareEstimator, prepareLanguages, readyEstimator } from './estimator.ts'

/** A reader is told once the typing rests, not at every key. */
const restMilliseconds = 800

/**
 * The strength of what stands in the field, at every key; null while it is empty or the
 * estimator, which the first focus fetches, isn't here. When a dictionary arrives, the strength
 * that is shown follows.
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
      // A form that is emptied after saving says nothing about its fields but this event.
      form?.addEventListener('reset', () => setStrength(null))
    }
    input.current = event.currentTarget
    void prepareEstimator().then(judge)
    void prepareLanguages(input.current.value).then(judge)
    judge()
  }

  return { strength, announcement, inputProps: { onFocus: watch, onChange: watch } }
}
