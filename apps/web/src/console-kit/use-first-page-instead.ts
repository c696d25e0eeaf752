import { useEffect, useEffectEvent } from 'react'

/**
 * Shows the first page if the page in an old address doesn't exist any more.
 * @param problem the code of the server's refusal
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
