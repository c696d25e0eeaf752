import { Copy, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import buttonStyles from '../../ui/button.module.css'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './mail-actions.module.css'
import { findCode, findLink } from './mail-secrets.ts'
import { mailboxMessages } from './mailbox-messages.ts'

const text = mailboxMessages

/** Opens the link or copies the code, the two things that developers need. */
export function MailActions({ text: plain }: { text: string }) {
  const link = findLink(plain)
  const code = findCode(plain)
  if (!link && !code) return null
  return (
    <div className={styles.actions}>
      {link && (
        <a
          className={`${buttonStyles.button} ${buttonStyles.primary}`}
          href={link}
          target="_blank"
          rel="noreferrer"
        >
          <Icon of={ExternalLink} size={18} />
          {text.openLink}
        </a>
      )}
      {code && <CopyCode code={code} />}
    </div>
  )
}

function CopyCode({ code }: { code: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(code)
    setCopied(true)
  }
  return (
    <>
      <Button icon={<Icon of={Copy} size={18} />} onClick={() => void copy()}>
        {text.copyCode}{' '}
        <span className={styles.code} translate="no">
          {code}
        </span>
      </Button>
      <span role="status" className={styles.copied}>
        {isCopied && text.copied}
      </span>
    </>
  )
}
