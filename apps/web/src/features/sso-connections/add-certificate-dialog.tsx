import { changeSsoConnection, type SsoConnection } from '@rekey/contracts/sso-connections'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { TextArea } from '../../console-kit/text-area.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { faultWords, serverWords } from './connection-rules.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

const text = ssoConnectionsMessages.certificates

type Props = { connection: SsoConnection; onDone: () => void; onClose: () => void }

/**
 * Adds a certificate to the existing ones. All of them are valid until someone removes the old one.
 */
export function AddCertificateDialog({ connection, onDone, onClose }: Props) {
  const { id, certificates } = connection
  const takeAnswer = useTakeAnswer()
  const kept = certificates.map(({ pem }) => pem)
  const form = useConsoleForm(changeSsoConnection, {
    first: { certificate: '' },
    fields: ['certificate'],
    aliases: { certificates: 'certificate' },
    bodyOf: ({ certificate }) => ({ certificates: [...kept, certificate.trim()] }),
    wordsOf: (field, { certificate }, { detail }) => {
      if (detail !== undefined) return serverWords(field, detail, 'saml')
      return certificate.trim() ? faultWords(field, certificate, 'saml') : text.enter
    },
    check: ({ certificate }) => {
      const isKept = kept.some((pem) => pem.trim() === certificate.trim())
      return { certificate: isKept ? text.same : undefined }
    },
    send: (body) =>
      tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', { params: { id }, body }),
    onDone: (saved) => {
      takeAnswer(saved)
      onDone()
    },
  })
  return (
    <ActionDialog
      title={text.add}
      words={{ submit: text.add, busy: ssoConnectionsMessages.saving }}
      verb={form}
      onClose={onClose}
    >
      <TextArea
        {...form.field('certificate')}
        label={text.label}
        hint={ssoConnectionsMessages.form.certificateHint}
      />
    </ActionDialog>
  )
}
