import { claimSsoDomain, type SsoConnection } from '@rekey/contracts/sso-connections'
import { typedName } from '@rekey/contracts/visible-text'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

const text = ssoConnectionsMessages.domains

type Props = {
  connection: SsoConnection
  onDone: (domain: string) => void
  onClose: () => void
}

/** Claims a domain. This has no effect until the domain is verified by a DNS record, shown next. */
export function ClaimDomainDialog({ connection: { id }, onDone, onClose }: Props) {
  const takeAnswer = useTakeAnswer()
  const form = useConsoleForm(claimSsoDomain, {
    first: { domain: '' },
    fields: ['domain'],
    bodyOf: ({ domain }) => ({ domain: typedName(domain) }),
    wordsOf: (_, { domain }) => (typedName(domain) ? text.wrong : text.enter),
    explain: ({ code }) => (code === 'conflict' ? { field: 'domain', words: text.taken } : null),
    send: (body) =>
      tell<typeof claimSsoDomain>('POST /sso-connections/{id}/domains', { params: { id }, body }),
    onDone: (connection, { domain }) => {
      takeAnswer(connection)
      onDone(domain)
    },
  })
  return (
    <ActionDialog
      title={text.add}
      words={{ submit: text.add, busy: ssoConnectionsMessages.saving }}
      verb={form}
      onClose={onClose}
    >
      <TextField {...form.field('domain')} label={text.label} hint={text.hint} autoFocus />
    </ActionDialog>
  )
}
