import {
  type claimSsoDomain,
  domainName,
  type SsoConnection,
} from '@rekey/contracts/sso-connections'
import { typedName } from '@rekey/contracts/visible-text'
import { useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { TextField } from '../../console-kit/text-field.tsx'
import { OneFieldDialog } from './one-field-dialog.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'

const text = ssoConnectionsMessages.domains

type Props = {
  connection: SsoConnection
  onDone: (domain: string) => void
  onClose: () => void
}

/** Claims a domain. This has no effect until the domain is verified by a DNS record, shown next. */
export function ClaimDomainDialog({ connection, onDone, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const domain = typedName(typed)
  const act = useConnectionAct(
    () =>
      tell<typeof claimSsoDomain>('POST /sso-connections/{id}/domains', {
        params: { id: connection.id },
        body: { domain },
      }),
    () => onDone(domain),
  )
  return (
    <OneFieldDialog
      title={text.add}
      act={act}
      value={typed}
      onChange={setTyped}
      faultOf={faultOf}
      refused={refusedWords(act.problem?.code)}
      fieldId="domain"
      onClose={onClose}
    >
      {(field) => (
        <TextField name="domain" label={text.label} hint={text.hint} autoFocus {...field} />
      )}
    </OneFieldDialog>
  )
}

const faultOf = (typed: string): string | undefined => {
  if (!typedName(typed)) return text.enter
  return domainName.safeParse(typedName(typed)).success ? undefined : text.wrong
}

const refusedWords = (code: string | undefined): string | undefined => {
  if (code === 'conflict') return text.taken
  return code === 'bad-request' ? text.wrong : undefined
}
