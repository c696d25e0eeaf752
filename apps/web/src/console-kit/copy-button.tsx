import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import { Status } from '../ui/status.tsx'
import styles from './copy-button.module.css'
import iconButton from './icon-button.module.css'
import { kitMessages } from './kit-messages.ts'

const shownMilliseconds = 4_000

/** Copies a value to the clipboard and confirms it. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), shownMilliseconds)
    return () => clearTimeout(timer)
  }, [isCopied])
  // Browsers give pages no access to the clipboard over plain http.
  if (!navigator.clipboard) return null
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  return (
    <>
      <button
        type="button"
        className={`${iconButton.button} ${styles.copy}`}
        aria-label={label}
        onClick={() => void copy()}
      >
        <Icon of={isCopied ? Check : Copy} size={16} />
      </button>
      <Status visible>
        <span className={styles.copied}>{isCopied && kitMessages.copied}</span>
      </Status>
    </>
  )
}
