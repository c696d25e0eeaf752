import { Fingerprint, Mail, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { paths } from '../../paths.ts'
import { canUsePasskeys } from '../../public-kit/second-factor/can-use-passkeys.ts'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { AddAppDialog, type NewApp } from './add-app-dialog.tsx'
import { AddPasskeyDialog } from './add-passkey-dialog.tsx'
import { type Done, DoneBanner } from './done-banner.tsx'
import { FactorDialogs, type OnFactor } from './factor-dialogs.tsx'
import { FactorSection } from './factor-section.tsx'
import { FactorState } from './factor-state.tsx'
import styles from './factors-list.module.css'
import type { OwnFactors } from './own-factors.ts'
import { PasswordSection } from './password-section.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

type Props = {
  session: CurrentSession | null
  factors: OwnFactors
  done: Done | null
  onDone: (done: Done, codes?: readonly string[] | null) => void
  onCodes: (codes: readonly string[]) => void
  onApp: (app: NewApp) => void
}

/** The list: password, passkeys, apps and recovery codes. */
export function FactorsList({ session, factors, done, onDone, onCodes, onApp }: Props) {
  const [open, setOpen] = useState<'passkey' | 'app' | OnFactor | null>(null)
  const close = () => setOpen(null)
  const finish: Props['onDone'] = (...what) => {
    close()
    onDone(...what)
  }
  const { items, isOffered } = factors
  const shared = { factors, onAct: setOpen }
  return (
    <Page
      title={text.title}
      alert={
        <>
          {session && <BackLink to={paths.account}>{text.account}</BackLink>}
          <DoneBanner done={done} />
        </>
      }
      lede={<FactorState factors={factors} />}
    >
      {session && <PasswordSection session={session} />}
      <FactorSection
        {...shared}
        of="passkey"
        icon={Fingerprint}
        heading={text.passkeys}
        about={canUsePasskeys() ? text.passkeysAbout : text.noPasskeysHere}
        add={isOffered && canUsePasskeys() ? text.addPasskey : null}
        isPrimary
        onAdd={() => setOpen('passkey')}
      />
      <FactorSection
        {...shared}
        of="totp"
        icon={Smartphone}
        heading={text.app}
        about={text.appAbout}
        add={isOffered ? text.addApp : null}
        isPrimary={!canUsePasskeys()}
        onAdd={() => setOpen('app')}
      />
      {items.length > 0 && <RecoveryCodes left={factors.recoveryCodesLeft} onMade={onCodes} />}
      <p className={styles.mails}>
        <Icon of={Mail} size={20} />
        {text.mails}
      </p>
      {open === 'passkey' && (
        <AddPasskeyDialog {...{ items, session }} onDone={finish} onClose={close} />
      )}
      {open === 'app' && <AddAppDialog items={items} onDone={onApp} onClose={close} />}
      {open && typeof open === 'object' && (
        <FactorDialogs {...open} factors={factors} onDone={finish} onClose={close} />
      )}
    </Page>
  )
}
