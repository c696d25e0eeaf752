import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { useState } from 'react'
import type { Problem } from '../../api.ts'
import { tell } from '../../console-kit/ask.ts'
import { TextArea } from '../../console-kit/text-area.tsx'
import { faultOf, serverWords } from './connection-values.ts'
import { OneFieldDialog } from './one-field-dialog.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'

const text = ssoConnectionsMessages.certificates

type Props = { connection: SsoConnection; onDone: () => void; onClose: () => void }

/**
 * Adds a certificate to the existing ones. All of them are valid until someone removes the old one.
 */
export function AddCertificateDialog({ connection, onDone, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const kept = connection.certificates.map(({ pem }) => pem)
  const act = useConnectionAct(
    () =>
      tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
        params: { id: connection.id },
        body: { certificates: [...kept, typed.trim()] },
      }),
    onDone,
  )
  const judge = (value: string) => {
    if (kept.some((pem) => pem.trim() === value.trim())) return text.same
    return value.trim() ? faultOf('certificate', value.trim(), 'saml') : text.enter
  }
  return (
    <OneFieldDialog
      title={text.add}
      act={act}
      value={typed}
      onChange={setTyped}
      faultOf={judge}
      refused={refusedWords(act.problem)}
      fieldId="certificate"
      onClose={onClose}
    >
      {(field) => (
        <TextArea
          name="certificate"
          label={text.label}
          hint={ssoConnectionsMessages.form.certificateHint}
          {...field}
        />
      )}
    </OneFieldDialog>
  )
}

function refusedWords(problem: Problem | null): string | undefined {
  const faults = problem?.details.errors ?? []
  const fault = faults.filter(({ pointer }) => pointer.startsWith('/certificates')).at(-1)
  return fault && serverWords('certificate', fault.detail, 'saml')
}
