import type { AttentionItem, AttentionKind, Overview } from '@rekey/contracts/overview'
import {
  BadgeAlert,
  FileClock,
  KeyRound,
  type LucideIcon,
  MailX,
  Repeat,
  ScrollText,
  ServerOff,
  ShieldAlert,
  ShieldOff,
  Timer,
  Unplug,
} from 'lucide-react'
import { useState } from 'react'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './attention-list.module.css'
import { attentionWords } from './attention-words.ts'
import { attentionPaths } from './list-paths.ts'
import { overviewMessages } from './overview-messages.ts'

const text = overviewMessages.attention
const firstShown = 6

const icons: Readonly<Record<AttentionKind, LucideIcon>> = {
  'mail-down': ServerOff,
  'mail-delayed': Timer,
  'mails-bounced': MailX,
  'mails-refused': MailX,
  'requests-repeated': Repeat,
  'resets-disowned': ShieldAlert,
  'passwords-blocked': ShieldAlert,
  'second-factors-due': ShieldOff,
  'certificate-ends': FileClock,
  'api-key-ends': KeyRound,
  'webhook-failing': Unplug,
  'webhook-switched-off': Unplug,
  'audit-damaged': ScrollText,
}

/** What needs attention, the worst first; the first six, until the viewer wants all. */
export function AttentionList({ overview }: { overview: Overview }) {
  const [showsAll, setShowsAll] = useState(false)
  const { attention } = overview
  if (attention.length === 0) return <p className={styles.none}>{text.none}</p>
  const shown = showsAll ? attention : attention.slice(0, firstShown)
  return (
    <>
      <ul className={styles.list}>
        {shown.map((item) => (
          <Item key={`${item.kind} ${item.subject?.id}`} item={item} overview={overview} />
        ))}
      </ul>
      {shown.length < attention.length && (
        <Button look="link" onClick={() => setShowsAll(true)}>
          {fill(text.showAll, { count: attention.length })}
        </Button>
      )}
    </>
  )
}

function Item({ item, overview }: { item: AttentionItem; overview: Overview }) {
  const { title, cause, when, link } = attentionWords(item, new Date(overview.asOf))
  const to = attentionPaths(overview)[item.kind](item.subject?.id ?? null)
  return (
    <li className={styles.item}>
      <span className={`${styles.sign} ${styles[item.severity]}`}>
        <Icon of={icons[item.kind] ?? BadgeAlert} size={16} />
      </span>
      <span className={styles.words}>
        <strong>{title}</strong>
        {cause && <span className={styles.cause}>{cause}</span>}
      </span>
      {when && <span className={styles.when}>{when}</span>}
      <Link className={styles.link} to={to} aria-label={`${link}: ${title}`}>
        {link}
      </Link>
    </li>
  )
}
