import { Link } from '../../ui/link.tsx'
import { numberWords } from '../number-words.ts'
import styles from './figure.module.css'

type Props = { count: number; to: string | null; words: string }

/** A number that leads to the list behind it; null: the viewer may not see that list. */
export function Figure({ count, to, words }: Props) {
  const shown = numberWords(count)
  if (to === null) return <span className={`${styles.figure} ${styles.plain}`}>{shown}</span>
  return (
    <Link to={to} className={styles.figure} aria-label={`${shown} ${words}`}>
      {shown}
    </Link>
  )
}
