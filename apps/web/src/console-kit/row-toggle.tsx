import { ChevronDown, ChevronRight } from 'lucide-react'
import { Icon } from '../ui/icon.tsx'
import styles from './row-toggle.module.css'

/** Whether a row shows its details, and how to change that. */
export type Opening = {
  readonly isOpen: boolean
  readonly detailsId: string
  readonly toggle: () => void
}

/** Opens and closes a row of a `DataTable`. */
export const RowToggle = ({ of, children }: { of: Opening; children: string }) => (
  <button
    type="button"
    className={styles.toggle}
    aria-expanded={of.isOpen}
    aria-controls={of.detailsId}
    data-row-link
    onClick={of.toggle}
  >
    <Icon of={of.isOpen ? ChevronDown : ChevronRight} size={16} />
    {children}
  </button>
)
