import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { Icon } from '../ui/icon.tsx'
import styles from './checkbox.module.css'

type Props = {
  name: string
  checked: boolean
  onChange: (checked: boolean) => void
  /** It can't be changed now. It can still be gone to, and its words say why. */
  isBlocked?: boolean
  children: ReactNode
}

/** A choice with its words beside it; both are the target. */
export function Checkbox({ name, checked, onChange, isBlocked = false, children }: Props) {
  return (
    <AriaCheckbox
      name={name}
      isSelected={checked}
      onChange={onChange}
      isReadOnly={isBlocked}
      className={styles.choice ?? ''}
    >
      <span className={styles.box}>
        <Icon of={Check} size={16} />
      </span>
      {children}
    </AriaCheckbox>
  )
}
