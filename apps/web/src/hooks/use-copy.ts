import { useEffect, useState } from 'react'

const shownMilliseconds = 4_000

/**
 * Copies a value to the clipboard, and says so for a while. `copy` is null where browsers give
 * pages no access to it: over plain http.
 */
export function useCopy(value: string) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), shownMilliseconds)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true))
  return { isCopied, copy: navigator.clipboard ? copy : null }
}
