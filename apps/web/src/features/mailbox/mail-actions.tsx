import { Copy, ExternalLink } from 'lucide-react'
import { useCopy } from '../../hooks/use-copy.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonAnchor } from '../../ui/button-anchor.tsx'
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
        <ButtonAnchor look="primary" href={link} target="_blank" rel="noreferrer">
          <Icon of={ExternalLink} size={18} />
          {text.openLink}
        </ButtonAnchor>
      )}
      {code && <CopyCode code={code} />}
    </div>
  )
}

function CopyCode({ code }: { code: string }) {
  const { isCopied, copy } = useCopy(code)
  if (!copy) return null
  return (
    <>
      <Button icon={<Icon of={Copy} size={18} />} onClick={copy}>
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
