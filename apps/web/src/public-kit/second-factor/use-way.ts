import type { FactorMethod, FactorRequest } from '@rekey/contracts/second-factor-fields'
import { useState } from 'react'
import { waysOf } from './use-factor-form.ts'

/** The way that the user has chosen, and the others that they have. */
export type ChosenWay = {
  way: FactorMethod
  others: readonly FactorMethod[]
  onChoose: (way: FactorMethod) => void
}

/**
 * The chosen way to prove a second factor, at first the best one, and the others. `way` is
 * undefined if there is none. Another way starts anew, with its own key: the error of the last one
 * doesn't concern it.
 */
export function useWay(request: FactorRequest) {
  const ways = waysOf(request)
  const [way, onChoose] = useState<FactorMethod | undefined>(ways[0])
  return { way, others: ways.filter((each) => each !== way), onChoose }
}
