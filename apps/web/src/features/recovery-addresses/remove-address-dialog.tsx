import type { RecoveryAddress, removeRecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { serverNow } from '../../server-now.ts'
import { Say } from '../../ui/say.tsx'
import { type Done, dropAddress } from './own-addresses.ts'
import { recoveryAddressesMessages } from './recovery-addresses-messages.ts'

const text = recoveryAddressesMessages.removing

type Props = { address: RecoveryAddress; onDone: (done: Done) => void; onClose: () => void }

/** Asks before an address is removed. If it is gone already, this counts as success. */
export function RemoveAddressDialog({ address, onDone, onClose }: Props) {
  const { id, email } = address
  const queries = useQueryClient()
  const send = async () => {
    const params = { params: { id } }
    const result = await tell<typeof removeRecoveryAddress>(
      'DELETE /account/recovery-addresses/{id}',
      params,
    )
    const isGone = !result.ok && result.problem.code === 'not-found'
    return isGone ? ({ ok: true, body: null } as const) : result
  }
  return (
    <ConfirmDialog<typeof removeRecoveryAddress>
      title={<Say text={text.title} values={{ address: email }} />}
      words={{ ...text, text: whatItMeans(address) }}
      icon={Trash2}
      send={send}
      onDone={() => {
        dropAddress(queries, address)
        onDone({ words: text.done, name: email })
      }}
      onClose={onClose}
    />
  )
}

function whatItMeans({ confirmedAt, usableFrom }: RecoveryAddress): string {
  if (!confirmedAt || !usableFrom) return text.textWaiting
  return new Date(usableFrom) > serverNow() ? text.textHeld : text.text
}
