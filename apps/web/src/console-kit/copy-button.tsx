import { Check, Copy } from 'lucide-react'
import { useCopy } from '../hooks/use-copy.ts'
import { Icon } from '../ui/icon.tsx'
import { Status } from '../ui/status.tsx'
import styles from './copy-button.module.css'
import iconButton from './icon-button.module.css'
import { kitMessages } from './kit-messages.ts'

/** Copies a value to the clipboard and confirms it. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { isCopied, copy } = useCopy(value)
  if (!copy) return null
  return (
    <>
      <button
        type="button"
        className={`${iconButton.button} ${styles.copy}`}
        aria-label={label}
        onClick={copy}
      >
        <Icon of={isCopied ? Check : Copy} size={16} />
      </button>
      <Status visible>
        <span className={styles.copied}>{isCopied && kitMessages.copied}</span>
      </Status>
    </>
  )
}
