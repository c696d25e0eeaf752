import { createSsoConnection, type SamlMetadata } from '@rekey/contracts/sso-connections'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { paths, ssoConnectionPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import formStyles from '../../ui/form.module.css'
import { ConnectionFields } from './connection-fields.tsx'
import styles from './connection-form.module.css'
import { connectionRules } from './connection-rules.ts'
import { bodyOf, noConnection, type Protocol, valuesFrom } from './connection-values.ts'
import { MetadataFacts } from './metadata-facts.tsx'
import { type ReadMetadata, ReadMetadataDialog } from './read-metadata-dialog.tsx'
import type { SsoConnectionState } from './sso-connection-page.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
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
  const form = useConsoleForm(createSsoConnection, {
    ...connectionRules(protocol, true),
    first: noConnection,
    bodyOf: (values) => bodyOf(protocol, values),
    send: (body) => call<typeof createSsoConnection>('POST /sso-connections', body),
    onDone: (connection) => {
      takeAnswer(connection)
      const state: SsoConnectionState = { isNew: true }
      void navigate(ssoConnectionPath(connection.id), { state })
    },
  })
  const take = (all: ReadMetadata, chosen = all.providers[0]) => {
    if (!chosen) return
    setReading(false)
    setRead({ all, chosen })
    const { issuer, signInUrl, certificate } = valuesFrom(chosen)
    form.field('issuer').onChange(issuer)
    form.field('signInUrl').onChange(signInUrl)
    form.field('certificate').onChange(certificate)
  }
  return (
    <ConsolePage
      heading={text.form.addTitle}
      failed={form.isRefused}
      back={<BackLink to={paths.ssoConnections}>{text.back}</BackLink>}
      alert={<FormAlert of={form} />}
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
          <ConnectionFields form={form} protocol={protocol} isNew />
        </div>
        <p className={styles.after}>{text.form.afterwards}</p>
        <div className={formStyles.buttons}>
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
