import type { User } from '@rekey/contracts/users'
import { Dialog } from '../../console-kit/dialog.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reset

type Props = { user: User; mayEdit: boolean; onClose: () => void }

/** Says why no reset can be sent, and what to do about it if anything helps. */
export function ResetBlockedDialog({ user, mayEdit, onClose }: Props) {
  const lacksAddress = user.recovery.refusal === 'user-has-no-address'
  return (
    <Dialog
      title={fill(text.blockedTitle, { name: user.displayName })}
      text={why(user)}
      onSubmit={onClose}
      onClose={onClose}
      actions={
        <>
          {lacksAddress && mayEdit && (
            <ButtonLink look="primary" to={`${userPaths.edit(user.id)}#address`}>
              {text.correctAddress}
            </ButtonLink>
          )}
          <Button type="submit" autoFocus>
            {kitMessages.close}
          </Button>
        </>
      }
    />
  )
}

const why = ({ recovery, displayName: name }: User): string =>
  recovery.refusal === 'user-deactivated' ? fill(text.deactivated, { name }) : text.noAddress
