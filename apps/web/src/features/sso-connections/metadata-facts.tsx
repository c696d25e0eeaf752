import type { SamlMetadata } from '@rekey/contracts/sso-connections'
import { type Fact, Facts } from '../../console-kit/facts.tsx'
import { Select } from '../../console-kit/select.tsx'
import { dayOf } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import styles from './connection-form.module.css'
import { shownFingerprint, validityOf } from './connection-status.ts'
import type { ReadMetadata } from './read-metadata-dialog.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.metadata

type Props = {
  read: ReadMetadata
  chosen: SamlMetadata
  onChoose: (chosen: SamlMetadata) => void
}

/** Shows the metadata before anything is saved, so that a person can compare the fingerprints. */
export function MetadataFacts({ read: { providers, isSigned }, chosen, onChoose }: Props) {
  const choose = (index: string) => {
    const found = providers[Number(index)]
    if (found) onChoose(found)
  }
  return (
    <section className={styles.metadata} aria-label={text.done}>
      {providers.length > 1 && (
        <Select
          name="provider"
          label={text.provider}
          options={providers.map(({ entityId }, index) => ({ value: `${index}`, label: entityId }))}
          value={`${providers.indexOf(chosen)}`}
          onChange={choose}
        />
      )}
      <Facts of={factsOf(chosen)} />
      {[...warningsOf(chosen), isSigned ? text.signedNotChecked : text.notChecked].map((words) => (
        <p key={words}>{words}</p>
      ))}
    </section>
  )
}

const factsOf = ({ entityId, signInUrl, certificates }: SamlMetadata): Fact[] => [
  { term: text.entityId, value: entityId, isCode: true },
  { term: text.signInUrl, value: signInUrl ?? text.none, isCode: signInUrl !== null },
  {
    term: text.certificates,
    value: (
      <ul>
        {certificates.map(({ fingerprint, validUntil }) => (
          <li key={fingerprint}>
            {shownFingerprint(fingerprint)} {validityOf(validUntil).words}
          </li>
        ))}
      </ul>
    ),
    isCode: true,
  },
]

const warningsOf = (provider: SamlMetadata): string[] => [
  ...(provider.isExpired && provider.validUntil
    ? [fill(text.expired, { day: dayOf(new Date(provider.validUntil)) })]
    : []),
  ...(provider.binding === 'post' ? [text.onlyForms] : []),
  ...(provider.wantsSignedRequests ? [text.wantsSigned] : []),
  ...[...new Set(provider.refusedCertificates)].map((detail) => fill(text.refused, { detail })),
]
