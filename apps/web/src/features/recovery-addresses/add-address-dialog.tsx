import { addRecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { Problem } from '../../api.ts'
import { clockTime } from '../../clock-time.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import type { CodeMailed } from './confirm-recovery-address-page.tsx'
import { keepAddress } from './own-addresses.ts'
import { recoveryAddressesMessages } from './recovery-addresses-messages.ts'

const text = recoveryAddressesMessages.adding

type Props = { onAdded: () => void; onClose: () => void }

/** Mails a code to a new address, and leads to the page where it is entered. */
export function AddAddressDialog({ onAdded, onClose }: Props) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useConsoleForm(addRecoveryAddress, {
    first: { email: '' },
    fields: ['email'],
    bodyOf: ({ email }) => ({ email: email.trim() }),
    wordsOf: (_, { email }) => (email.trim() ? text.wrong : text.enter),
    explain,
    send: (body) => tell<typeof addRecoveryAddress>('POST /account/recovery-addresses', { body }),
    onDone: (address) => {
      onAdded()
      keepAddress(queries, address)
      const state: CodeMailed = { mailedAt: Date.now() }
      void navigate(`${paths.recoveryAddresses}/${address.id}`, { state })
    },
  })
  return (
    <ActionDialog title={text.title} text={text.text} words={text} verb={form} onClose={onClose}>
      <TextField
        {...form.field('email')}
        label={text.email}
        type="email"
        autoComplete="email"
        autoFocus
      />
    </ActionDialog>
  )
}

/** Both are about the address, so they stand at its field. */
function explain({ code, retryAt, details }: Problem) {
  if (code === 'conflict' && details.detail) return { field: 'email', words: details.detail }
  if (code !== 'rate-limited' || !retryAt) return null
  return { field: 'email', words: fill(text.tooMany, { time: clockTime(retryAt) }) }
}
