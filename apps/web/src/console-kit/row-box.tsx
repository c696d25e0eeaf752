import { Check, Minus } from 'lucide-react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { Icon } from '../ui/icon.tsx'
import checkbox from './checkbox.module.css'
import styles from './row-box.module.css'

type Props = {
  /** What it selects, for screen readers. */
  label: string
  isSelected: boolean
  /** Some of the rows that it stands for are selected. */
  isSome?: boolean
  onChange: () => void
}

/** The checkbox that selects a row, or all rows of the page. */
export const RowBox = ({ label, isSelected, isSome = false, onChange }: Props) => (
  <AriaCheckbox
    aria-label={label}
    isSelected={isSelected}
    isIndeterminate={isSome}
    onChange={onChange}
    className={`${checkbox.choice} ${styles.choice}`}
  >
    <span className={checkbox.box}>
      <Icon of={isSome ? Minus : Check} size={16} />
    </span>
  </AriaCheckbox>
)
