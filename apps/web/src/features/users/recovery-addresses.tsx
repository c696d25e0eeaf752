import type {
  RecoveryAddress,
  removeUserRecoveryAddress,
} from '@rekey/contracts/recovery-addresses'
import type { User } from '@rekey/contracts/users'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { recoveryAddressState } from '../../console-kit/recovery-address-state.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import summary from '../../console-kit/summary.module.css'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { Say, Whole } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import styles from './caller.module.css'
import { callerMessages } from './caller-messages.ts'
import { useExpectedFocus } from './use-expected-focus.ts'
import type { Viewer } from './user-acts.ts'

const text = callerMessages.addresses

type Props = { user: User; viewer: Viewer; onDone: (done: ActDone) => void }

/** The user's further addresses. A thief may have added one, so administrators can remove it. */
export function RecoveryAddresses({ user, viewer, onDone }: Props) {
  const { recoveryAddresses: items = [] } = user
  const [removed, setRemoved] = useState<RecoveryAddress | null>(null)
  const [place, expectFocus] = useExpectedFocus<HTMLDivElement>(items.length)
  const mayRemove = viewer.permissions.includes('users.write')
  return (
    <div ref={place} tabIndex={-1} className={styles.list}>
      {items.length === 0 && <span className={summary.value}>{text.none}</span>}
      {items.map((item) => (
        <div key={item.id} className={styles.item}>
          <span className={summary.value}>
            <Whole word={item.email} />
          </span>
          <StatusChip of={recoveryAddressState(item)} />
          {mayRemove && (
            <Button
              look="quiet"
              aria-label={fill(text.removeLabel, { address: item.email })}
              onClick={() => setRemoved(item)}
            >
              {text.remove}
            </Button>
          )}
        </div>
      ))}
      {removed && (
        <RemoveDialog
          {...{ user }}
          address={removed}
          onClose={() => setRemoved(null)}
          onDone={(done) => {
            setRemoved(null)
            expectFocus()
            onDone(done)
          }}
        />
      )}
    </div>
  )
}

type DialogProps = {
  user: User
  address: RecoveryAddress
  onDone: (done: ActDone) => void
  onClose: () => void
}

function RemoveDialog({ user, address, onDone, onClose }: DialogProps) {
  const words = text.removing
  const name = user.displayName
  const params = { id: user.id, addressId: address.id }
  return (
    <ConfirmDialog<typeof removeUserRecoveryAddress>
      title={<Say text={words.title} values={{ address: address.email }} />}
      words={{ ...words, text: fill(whatItMeans(address), { name }) }}
      icon={Trash2}
      send={() => tell('DELETE /users/{id}/recovery-addresses/{addressId}', { params })}
      onDone={() => onDone({ words: <Say text={words.done} values={{ name }} /> })}
      onClose={onClose}
    />
  )
}

function whatItMeans({ confirmedAt, usableFrom }: RecoveryAddress) {
  const words = text.removing
  if (!confirmedAt || !usableFrom) return words.textWaiting
  return new Date(usableFrom) > serverNow() ? words.textHeld : words.text
}
