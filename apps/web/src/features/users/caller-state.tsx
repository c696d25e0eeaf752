import type { User } from '@rekey/contracts/users'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useAskAnew, useUser } from '../../console-kit/mails/use-user.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './caller.module.css'
import { callerMessages } from './caller-messages.ts'
import { callerVerified, verifiedAgo } from './caller-verified.ts'
import { useExpectedFocus } from './use-expected-focus.ts'
import { useNow } from './use-now.ts'
import { VerifyCallerDialog } from './verify-caller-dialog.tsx'

const text = callerMessages.state

/**
 * In the dialog of an act that a caller may have asked for: whether the caller was verified, and
 * the way to do it. That opens over the dialog, which keeps what was typed.
 */
export function CallerState({ user }: { user: User }) {
  // Lists don't tell it.
  const known = useUser(user.id).data
  const [isOpen, setOpen] = useState(false)
  const askAnew = useAskAnew()
  const now = useNow()
  const verified = known ? callerVerified(known, now) : null
  const [place, expectFocus] = useExpectedFocus<HTMLDivElement>(verified?.at.getTime())
  if (!known) return <p className={styles.state} />
  return (
    <>
      <div
        ref={place}
        tabIndex={-1}
        className={styles.state}
        data-verified={verified ? true : undefined}
      >
        <Icon of={verified ? ShieldCheck : ShieldAlert} size={18} />
        <span role="status">{verified ? verifiedAgo(verified.at, now) : text.none}</span>
        {!verified && (
          <Button look="link" onClick={() => setOpen(true)}>
            {text.verify}
          </Button>
        )}
      </div>
      {isOpen && (
        <VerifyCallerDialog
          user={known}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            expectFocus()
            askAnew()
          }}
        />
      )}
    </>
  )
}
