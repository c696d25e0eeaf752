import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import styles from './empty-mailbox.module.css'
import { mailboxMessages } from './mailbox-messages.ts'

const text = mailboxMessages

type Props = {
  isLoading: boolean
  fault: 'unreachable' | 'off' | null
  to: string
  onClear: () => void
}

/** Says why there are no mails, and what helps. */
export function EmptyMailbox({ isLoading, fault, to, onClear }: Props) {
  if (isLoading || fault === 'unreachable') return null
  const [title, words] = wordsFor(fault, to)
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {words && <p>{words}</p>}
      {to && !fault && <Button onClick={onClear}>{text.clear}</Button>}
    </div>
  )
}

function wordsFor(fault: Props['fault'], to: string): [title: string, words: string] {
  if (fault === 'off') return [text.off, text.offText]
  return to ? [fill(text.noMatch, { to }), ''] : [text.empty, text.emptyText]
}
