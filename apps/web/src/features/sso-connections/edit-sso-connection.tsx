import { changeSsoConnection, type SsoConnection } from '@rekey/contracts/sso-connections'
import { type ReactNode, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { tellChanges } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import formStyles from '../../ui/form.module.css'
import { Say } from '../../ui/say.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import styles from './connection-form.module.css'
import { connectionRules } from './connection-rules.ts'
import { changesOf, valuesOf } from './connection-values.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

type Props = { connection: SsoConnection; onLeave: (done?: ReactNode) => void }

/** `/sso-connections/{id}/edit`: edits the provider's settings. */
export function EditSsoConnection({ connection: current, onLeave }: Props) {
  // What the form started from. Newer data must not turn old values into changes of this form.
  const [connection] = useState(current)
  const { id, name, protocol } = connection
  const takeAnswer = useTakeAnswer()
  const form = useConsoleForm(changeSsoConnection, {
    ...connectionRules(protocol, false),
    first: valuesOf(connection),
    bodyOf: (values) => changesOf(values, connection),
    send: (body) =>
      tellChanges<typeof changeSsoConnection>(
        'PATCH /sso-connections/{id}',
        { params: { id }, body },
        connection,
      ),
    onDone: (saved, changes) => {
      const isChanged = Object.keys(changes).length > 0
      if (isChanged) takeAnswer(saved)
      onLeave(<Say text={isChanged ? text.saved : text.nothingChanged} />)
    },
  })
  const isSentToClaim = useLocation().hash === '#addressFrom'
  useEffect(() => {
    if (isSentToClaim) document.getElementById('addressFrom')?.focus()
  }, [isSentToClaim])
  return (
    <ConsolePage
      heading={fill(text.form.editTitle, { name })}
      ownFocus={isSentToClaim}
      failed={form.isRefused}
      back={<BackLink to={ssoConnectionPath(id)}>{name}</BackLink>}
      alert={<FormAlert of={form} />}
    >
      <form {...form.props} className={styles.form}>
        <div className={styles.fields}>
          <ConnectionFields
            form={form}
            protocol={protocol}
            hasSecret={connection.hasClientSecret}
          />
        </div>
        <div className={formStyles.buttons}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.saving}>
            {text.form.submitSave}
          </Button>
          <Button onClick={() => onLeave()}>{text.cancel}</Button>
        </div>
      </form>
    </ConsolePage>
  )
}
