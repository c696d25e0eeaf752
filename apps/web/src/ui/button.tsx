import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'

type Props = ComponentProps<'button'> & {
  look?: 'primary' | 'secondary' | 'quiet' | 'link'
  /** Replaces the label while the button is busy; the size stays the same. */
  busyLabel?: string | undefined
  busy?: boolean | undefined
  /** The button looks disabled and ignores presses, but stays in the tab order. */
  waiting?: boolean | undefined
  icon?: ReactNode
}

/** Never `disabled`: while busy or waiting it is `aria-disabled` and ignores presses. */
export function Button(props: Props) {
  const { look = 'secondary', busy, busyLabel, waiting, icon, children, onClick, ...rest } = props
  const isResting = Boolean(busy || waiting)
  const className = [
    styles.button,
    styles[look],
    isResting && styles.resting,
    waiting && styles.waiting,
    rest.className,
  ]
  return (
    <button
      type="button"
      {...rest}
      className={className.filter(Boolean).join(' ')}
      aria-disabled={isResting || undefined}
      onClick={(event) => (isResting ? event.preventDefault() : onClick?.(event))}
    >
      <span className={styles.labels}>
        <span className={busy ? styles.away : undefined}>
          {icon}
          {children}
        </span>
        {busyLabel && <span className={busy ? undefined : styles.away}>{busyLabel}</span>}
      </span>
    </button>
  )
}
