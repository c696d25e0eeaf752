import type { ComponentProps } from 'react'
import styles from './button.module.css'

type Props = Omit<ComponentProps<'a'>, 'className'> & {
  href: string
  look?: 'primary' | 'secondary'
}

/**
 * Like `ButtonLink`, but for addresses outside the app, which the server or another site answers.
 */
export function ButtonAnchor({ look = 'secondary', ...anchor }: Props) {
  return <a {...anchor} className={`${styles.button} ${styles[look]}`} />
}
