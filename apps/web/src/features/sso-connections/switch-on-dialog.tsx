import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import type { ReactNode } from 'react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'
import { usePreview } from './use-preview.ts'

const text = ssoConnectionsMessages.switchOn

type Props = {
  connection: SsoConnection
  onDone: (words: ReactNode) => void
  onClose: () => void
}

/** Says who can then use the provider. Without a verified domain that is no one. */
export function SwitchOnDialog(props: Props) {
  const domains = props.connection.domains.filter(({ provedAt }) => provedAt !== null)
  if (domains.length === 0) return <Blocked {...props} />
  return <Confirm {...props} domains={domains.map(({ domain }) => domain).join(', ')} />
}

const Blocked = ({ connection: { name }, onClose }: Props) => (
  <Dialog
    title={fill(text.blockedTitle, { name })}
    text={text.blocked}
    onSubmit={onClose}
    onClose={onClose}
    actions={
      <Button onClick={onClose} autoFocus>
        {ssoConnectionsMessages.close}
      </Button>
    }
  />
)

function Confirm({ connection, domains, onDone, onClose }: Props & { domains: string }) {
  const { id, name, lastTest } = connection
  const { data } = usePreview(connection)
  const act = useConnectionAct(
    () =>
      tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
        params: { id },
        body: { enabled: true },
      }),
    () => {
      onClose()
      onDone(<Say text={text.done} values={{ name }} />)
    },
  )
  return (
    <ActionDialog
      title={fill(text.title, { name })}
      text={
        <>
          {data && <p>{offeredWords(data.offeredCount, { domains, name })}</p>}
          <p>{text.text}</p>
          {!lastTest?.ok && (
            <p>
              <strong>{text.notTested}</strong>
            </p>
          )}
        </>
      }
      words={text}
      verb={act}
      focus="submit"
      onClose={onClose}
    />
  )
}

function offeredWords(count: number, values: { domains: string; name: string }): string {
  if (count === 0) return fill(text.nobody, values)
  if (count === 1) return fill(text.one, values)
  return fill(text.many, { ...values, count: numberWords(count) })
}
