import { Check } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { Icon } from '../ui/icon.tsx'
import styles from './checkbox.module.css'

type Props = {
  name: string
  value: boolean
  onChange: (isChecked: boolean) => void
  /** The checkbox can't be changed now. It can still take the focus, and its hint says why. */
  isBlocked?: boolean
  children: ReactNode
}

/** A checkbox with its label beside it; a click on either one works. */
export function Checkbox({ hint, ...props }: Props & { hint?: ReactNode }) {
  const hintId = useId()
  if (!hint) return <Box {...props} />
  return (
    <div className={styles.hinted}>
      <Box {...props} describedBy={hintId} />
      <p id={hintId} className={styles.hint}>
        {hint}
      </p>
    </div>
  )
}

function Box({ name, value, onChange, children, ...props }: Props & { describedBy?: string }) {
  return (
    <AriaCheckbox
      name={name}
      isSelected={value}
      onChange={onChange}
      isReadOnly={props.isBlocked ?? false}
      {...(props.describedBy && { 'aria-describedby': props.describedBy })}
      className={styles.choice ?? ''}
    >
      <span className={styles.box}>
        <Icon of={Check} size={16} />
      </span>
      {children}
    </AriaCheckbox>
  )
}
