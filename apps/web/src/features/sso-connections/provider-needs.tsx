import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type Fact, Facts } from '../../console-kit/facts.tsx'
import { fill } from '../../fill.ts'
import { ConnectionSection } from './connection-section.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.needs

/** The values to copy from here into the provider's own screens. */
export function ProviderNeeds({ connection }: { connection: SsoConnection }) {
  const { name, protocol, endpoints } = connection
  const facts =
    protocol === 'oidc'
      ? [address(text.callback, endpoints.callback)]
      : [
          address(text.acs, endpoints.acs),
          // A SAML provider identifies us by the address of our metadata (SAML metadata, 2.3.2).
          address(text.entityId, endpoints.metadata),
          { ...address(text.metadata, endpoints.metadata), value: <Metadata {...endpoints} /> },
        ]
  return (
    <ConnectionSection title={fill(text.title, { name })} about={text.about}>
      <Facts of={facts} />
    </ConnectionSection>
  )
}

const Metadata = ({ metadata }: SsoConnection['endpoints']) => <a href={metadata}>{metadata}</a>

const address = (term: string, value: string): Fact => ({
  term,
  value,
  isCode: true,
  copy: { label: fill(text.copy, { what: term }), text: value },
})
