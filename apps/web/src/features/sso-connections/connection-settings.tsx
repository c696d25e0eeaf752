import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type Fact, Facts } from '../../console-kit/facts.tsx'
import { ssoConnectionPath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import styles from './connection-parts.module.css'
import { ConnectionSection } from './connection-section.tsx'
import { usersOf } from './connection-status.ts'
import { nameOfSigned } from './connection-values.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.settings

/** The settings that an administrator entered for the provider, with a link to edit them. */
export function ConnectionSettings({ connection }: { connection: SsoConnection }) {
  const { id } = connection
  return (
    <ConnectionSection title={text.title}>
      <Facts of={factsOf(connection)} />
      <div className={styles.acts}>
        <ButtonLink to={`${ssoConnectionPath(id)}/edit`}>{ssoConnectionsMessages.edit}</ButtonLink>
      </div>
    </ConnectionSection>
  )
}

function factsOf(connection: SsoConnection): Fact[] {
  const {
    protocol,
    issuer,
    clientId,
    hasClientSecret,
    signInUrl,
    signsWhole,
    addressFrom,
    resetUrl,
  } = connection
  const ofProtocol: Fact[] =
    protocol === 'oidc'
      ? [
          { term: text.oidcIssuer, value: issuer, isCode: true },
          { term: text.clientId, value: clientId, isCode: true },
          { term: text.clientSecret, value: hasClientSecret ? text.secretKept : text.secretNone },
        ]
      : [
          { term: text.samlIssuer, value: issuer, isCode: true },
          { term: text.signInUrl, value: signInUrl, isCode: true },
          {
            term: text.signed,
            value: ssoConnectionsMessages.form.signed[nameOfSigned(signsWhole)],
          },
        ]
  return [
    { term: text.protocol, value: ssoConnectionsMessages.protocols[protocol] },
    ...ofProtocol,
    {
      term: text.addressFrom,
      value: addressFrom ?? text.addressKnown[protocol],
      isCode: addressFrom !== null,
    },
    { term: text.resetUrl, value: resetUrl ?? text.resetNone, isCode: resetUrl !== null },
    { term: text.required, value: connection.required ? text.isRequired : text.notRequired },
    { term: text.users, value: usersOf(connection) },
  ]
}
