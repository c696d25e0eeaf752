import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { clockTimeSeconds } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MailActions } from './mail-actions.tsx'
import styles from './mail-view.module.css'
import { mailboxMessages } from './mailbox-messages.ts'
import { Tabs } from './tabs.tsx'
import type { Mail } from './use-mails.ts'

const text = mailboxMessages
const tabs = { mail: text.mail, text: text.text, headers: text.headers }

/** One mail: its HTML, its plain text, and its headers. */
export function MailView({ mail, onBack }: { mail: Mail; onBack: () => void }) {
  const [tab, setTab] = useState<keyof typeof tabs>('mail')
  return (
    <section className={styles.view} aria-labelledby="subject">
      <div className={styles.back}>
        <Button look="quiet" icon={<Icon of={ArrowLeft} size={18} />} onClick={onBack}>
          {text.all}
        </Button>
      </div>
      <h2 id="subject" className={styles.subject}>
        {mail.subject}
      </h2>
      <p className={styles.meta}>
        {fill(text.meta, { from: senderOf(mail), to: mail.to, at: when(mail.at) })}
      </p>
      <MailActions text={mail.text} />
      <Tabs tabs={tabs} chosen={tab} onChoose={setTab}>
        {tab === 'mail' && (
          // The mail's own address answers with a CSP sandbox, and this sandbox isolates it from
          // our page.
          <iframe
            className={styles.mail}
            sandbox=""
            src={`/dev/mailbox/messages/${mail.id}/html`}
            title={text.preview}
          />
        )}
        {tab === 'text' && (
          <pre className={styles.source} translate="no">
            {mail.text}
          </pre>
        )}
        {tab === 'headers' && (
          <pre className={styles.source} translate="no">
            {headerLines(mail)}
          </pre>
        )}
      </Tabs>
    </section>
  )
}

function senderOf({ headers }: Mail): string {
  const from = Object.entries(headers).find(([name]) => name.toLowerCase() === 'from')?.[1] ?? ''
  return from.replace(/\s*<.*>$/, '').replace(/^"(.*)"$/, '$1') || from
}

function when(at: string): string {
  const date = new Date(at)
  const time = clockTimeSeconds(date)
  const isToday = date.toDateString() === serverNow().toDateString()
  return isToday ? fill(text.today, { time }) : `${date.toLocaleDateString('en-GB')} ${time}`
}

const headerLines = ({ headers }: Mail): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
