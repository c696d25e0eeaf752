import { messages } from '../messages.ts'
import { paths } from '../paths.ts'
import { useSite } from '../site.ts'
import { readSupport, supportLabel } from '../support.ts'
import styles from './footer.module.css'
import { Link } from './link.tsx'
import { Mark } from './mark.tsx'

/** Help desk contact, accessibility: on every public page, in the same order (WCAG 3.2.6). */
export function Footer() {
  const { supportAddress } = useSite()
  return (
    <footer className={styles.footer}>
      {supportAddress && <HelpDesk address={supportAddress} />}
      <Link to={paths.accessibility}>{messages.accessibility}</Link>
      <span className={styles.wordmark} translate="no">
        <Mark size={14} />
        Rekey
      </span>
    </footer>
  )
}

function HelpDesk({ address }: { address: string }) {
  const support = readSupport(address)
  const label = supportLabel(support, messages.helpDesk)
  return support.href ? <a href={support.href}>{label}</a> : <span>{label}</span>
}
