import { useEffect, useEffectEvent } from 'react'

/**
 * A page that is known no longer, from an old address, gives way to the first.
 * @param problem the code that the page was refused with
 */
export function useFirstPageInstead(
  problem: string | undefined,
  cursor: string | undefined,
  showFirst: () => void,
) {
  const goToFirst = useEffectEvent(showFirst)
  const isUnknown = problem === 'bad-request' && cursor !== undefined
  useEffect(() => {
    if (isUnknown) goToFirst()
  }, [isUnknown])
}
