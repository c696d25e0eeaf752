import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { useRecentSignIn } from '../../console-kit/sign-in-again.tsx'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import styles from './connection-form.module.css'
import { changesOf, valuesOf } from './connection-values.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { useConnectionForm } from './use-connection-form.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

type Props = { connection: SsoConnection; onLeave: (done?: ReactNode) => void }

/** `/sso-connections/{id}/edit`: edits the provider's settings. */
export function EditSsoConnection({ connection, onLeave }: Props) {
  const { id, name, protocol } = connection
  const { withRecentSignIn } = useRecentSignIn()
  const takeAnswer = useTakeAnswer()
  const form = useConnectionForm({
    first: valuesOf(connection),
    protocol,
    isNew: false,
    send: async (values) => {
      const body = changesOf(values, connection)
      const isChanged = Object.keys(body).length > 0
      if (isChanged) {
        const result = await withRecentSignIn(() =>
          tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', { params: { id }, body }),
        )
        if (!result.ok) return result.problem
        takeAnswer(result.body)
      }
      onLeave(<Say text={isChanged ? text.saved : text.nothingChanged} />)
      return null
    },
  })
  return (
    <ConsolePage
      heading={fill(text.form.editTitle, { name })}
      failed={form.refusal !== null}
      back={<BackLink to={ssoConnectionPath(id)}>{name}</BackLink>}
      alert={
        <div className={styles.alert}>
          <FormAlert form={form} />
        </div>
      }
    >
      <form {...form.props} className={styles.form}>
        <div className={styles.fields}>
          <ConnectionFields
            form={form}
            protocol={protocol}
            hasSecret={connection.hasClientSecret}
          />
        </div>
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.saving}>
            {text.form.submitSave}
          </Button>
          <Button onClick={() => onLeave()}>{text.cancel}</Button>
        </div>
      </form>
    </ConsolePage>
  )
}
