import type { User } from '@rekey/contracts/users'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import { Dialog } from '../../console-kit/dialog.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { providerName } from './provider-name.ts'
import styles from './signs-in-elsewhere-dialog.module.css'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reset

type Props = {
  user: User
  /** False if the viewer may not let the user sign in here again. */
  onUsePassword: (() => void) | false
  onClose: () => void
}

/**
 * Explains that no reset can be sent, because the provider has the password, and says what to do.
 */
export function SignsInElsewhereDialog({ user, onUsePassword, onClose }: Props) {
  const [name, provider] = [user.displayName, providerName(user)]
  return (
    <Dialog
      title={fill(text.elsewhereTitle, { name, provider })}
      text={fill(text.elsewhere, { provider })}
      onSubmit={onClose}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" look="primary" autoFocus>
            {kitMessages.close}
          </Button>
          {onUsePassword && <Button onClick={onUsePassword}>{text.usePassword}</Button>}
        </>
      }
    >
      {user.signsInWith?.resetUrl && <ResetPlace {...{ name }} url={user.signsInWith.resetUrl} />}
      {onUsePassword && (
        <p className={styles.otherwise}>{fill(text.otherwise, { name, provider })}</p>
      )}
    </Dialog>
  )
}

/** The address for the viewer to pass on, as the user has to go there. */
const ResetPlace = ({ name, url }: { name: string; url: string }) => (
  <div className={styles.place}>
    <p>{fill(text.tellAddress, { name })}</p>
    <p className={styles.address}>
      <a href={url} target="_blank" rel="noreferrer">
        {url}
      </a>
      <CopyButton value={url} label={text.copyAddress} />
    </p>
  </div>
)
