import { FlaskConical, Search } from 'lucide-react'
import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useSite } from '../../site.ts'
import { Banner } from '../../ui/banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { InsecureBanner } from '../../ui/insecure-banner.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Notice } from '../../ui/notice.tsx'
import { EmptyMailbox } from './empty-mailbox.tsx'
import { MailList } from './mail-list.tsx'
import { MailView } from './mail-view.tsx'
import { mailboxMessages } from './mailbox-messages.ts'
import styles from './mailbox-page.module.css'
import { useMails } from './use-mails.ts'

const text = mailboxMessages

/**
 * `/dev/mailbox`: shows developers the mails that weren't really sent. The address has its state.
 */
export default function MailboxPage() {
  const { organizationName } = useSite()
  const [query, setQuery] = useSearchParams()
  const to = query.get('to') ?? ''
  const chosen = query.get('mail')
  const { mails, fault } = useMails(to)
  const open = mails?.find(({ id }) => id === chosen) ?? mails?.[0]

  useEffect(() => {
    document.title = `${text.title} – ${organizationName}`
  }, [organizationName])

  const filter = (address: string) => setQuery(address ? { to: address } : {}, { replace: true })
  const choose = (mail: string | null) =>
    setQuery({ ...(to && { to }), ...(mail && { mail }) }, { replace: chosen !== null })

  return (
    <div className={styles.page} data-reading={chosen !== null}>
      <Header to={to} onFilter={filter} />
      <InsecureBanner className={styles.insecure} />
      <main className={styles.main}>
        <div className={styles.list}>
          <Notice>
            {fault === 'unreachable' && <Banner tone="bad">{text.unreachable}</Banner>}
          </Notice>
          {mails && mails.length > 0 ? (
            <MailList mails={mails} open={open} onChoose={choose} />
          ) : (
            <EmptyMailbox
              isLoading={!mails && !fault}
              fault={fault}
              to={to}
              onClear={() => filter('')}
            />
          )}
        </div>
        {open && <MailView key={open.id} mail={open} onBack={() => choose(null)} />}
      </main>
    </div>
  )
}

function Header({ to, onFilter }: { to: string; onFilter: (address: string) => void }) {
  return (
    <header className={styles.header}>
      <Mark size={24} className={styles.mark} />
      <h1 className={styles.title}>{text.title}</h1>
      <span className={styles.chip}>
        <Icon of={FlaskConical} size={15} />
        {text.nothingLeaves}
      </span>
      <search className={styles.search}>
        <label htmlFor="to">{text.sentTo}</label>
        <span className={styles.searchBox}>
          <Icon of={Search} size={18} />
          <input
            id="to"
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={to}
            onChange={(event) => onFilter(event.target.value)}
          />
        </span>
      </search>
    </header>
  )
}
