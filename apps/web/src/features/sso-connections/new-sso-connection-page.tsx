import type { createSsoConnection, SamlMetadata } from '@rekey/contracts/sso-connections'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { paths, ssoConnectionPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { FormAlert } from '../../ui/form-alert.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import styles from './connection-form.module.css'
import { bodyOf, noConnection, type Protocol, valuesFrom } from './connection-values.ts'
import { MetadataFacts } from './metadata-facts.tsx'
import { type ReadMetadata, ReadMetadataDialog } from './read-metadata-dialog.tsx'
import type { SsoConnectionState } from './sso-connection-page.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { useConnectionForm } from './use-connection-form.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

const protocols = (['oidc', 'saml'] as const).map((value) => ({
  value,
  title: text.protocols[value],
  text: text.form.protocolTexts[value],
}))

/** `/sso-connections/new`: the settings of a new provider, which starts switched off. */
export default function NewSsoConnectionPage() {
  const navigate = useNavigate()
  const takeAnswer = useTakeAnswer()
  const [protocol, setProtocol] = useState<Protocol>('oidc')
  const [isReading, setReading] = useState(false)
  const [read, setRead] = useState<{ all: ReadMetadata; chosen: SamlMetadata } | null>(null)
  const form = useConnectionForm({
    first: noConnection,
    protocol,
    isNew: true,
    send: async (values) => {
      const body = bodyOf(protocol, values)
      const result = await call<typeof createSsoConnection>('POST /sso-connections', body)
      if (!result.ok) return result.problem
      takeAnswer(result.body)
      const state: SsoConnectionState = { isNew: true }
      void navigate(ssoConnectionPath(result.body.id), { state })
      return null
    },
  })
  const take = (all: ReadMetadata, chosen = all.providers[0]) => {
    if (!chosen) return
    setReading(false)
    setRead({ all, chosen })
    form.setValues(valuesFrom(chosen))
  }
  return (
    <ConsolePage
      heading={text.form.addTitle}
      failed={form.refusal !== null}
      back={<BackLink to={paths.ssoConnections}>{text.back}</BackLink>}
      alert={
        <div className={styles.alert}>
          <FormAlert form={form} />
        </div>
      }
    >
      <form {...form.props} className={styles.form}>
        <div className={styles.fields}>
          <OptionCards
            name="protocol"
            label={text.form.protocol}
            options={protocols}
            value={protocol}
            onChange={setProtocol}
          />
          {protocol === 'saml' && (
            <div>
              <Button onClick={() => setReading(true)}>{text.metadata.button}</Button>
            </div>
          )}
          {protocol === 'saml' && read && (
            <MetadataFacts
              read={read.all}
              chosen={read.chosen}
              onChoose={(chosen) => take(read.all, chosen)}
            />
          )}
          <ConnectionFields form={form} protocol={protocol} />
        </div>
        <p className={styles.after}>{text.form.afterwards}</p>
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.saving}>
            {text.form.submitAdd}
          </Button>
          <ButtonLink to={paths.ssoConnections}>{text.cancel}</ButtonLink>
        </div>
      </form>
      {isReading && <ReadMetadataDialog onRead={take} onClose={() => setReading(false)} />}
    </ConsolePage>
  )
}
