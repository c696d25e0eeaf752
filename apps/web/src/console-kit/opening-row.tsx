import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import iconButton from './icon-button.module.css'
import styles from './opening-row.module.css'

type Props = {
  /** The name of the button that opens the row. */
  label: string
  /** Arranges the parts of the line. */
  className: string | undefined
  line: ReactNode
  /** Makes the details, which are only in the page while the row is open. */
  children: () => ReactNode
}

/** An item of a list of sentences. It opens to show its details. */
export function OpeningRow({ label, className, line, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const detailsId = useId()
  return (
    <li className={styles.row} data-open={isOpen}>
      <div className={className}>
        {line}
        <button
          type="button"
          className={`${iconButton.button} ${styles.toggle}`}
          aria-expanded={isOpen}
          aria-controls={detailsId}
          aria-label={label}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon of={isOpen ? ChevronUp : ChevronDown} size={18} />
        </button>
      </div>
      <div id={detailsId} hidden={!isOpen}>
        {isOpen && children()}
      </div>
    </li>
  )
}
