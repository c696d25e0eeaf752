import type { createApiKey } from '@rekey/contracts/api-keys'
import type { Answer } from '@rekey/contracts/route'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './api-keys.module.css'
import { apiKeysMessages } from './api-keys-messages.ts'

const text = apiKeysMessages.created

/** The key, shown only now, and a command that works as it is. */
export function CreatedApiKey({ created }: { created: Answer<typeof createApiKey> }) {
  const { key, name, scopes } = created
  const curl = `curl "${window.location.origin}/api/v1${pathFor(scopes)}" \\\n  -H "Authorization: Bearer ${key}"`
  return (
    <ConsolePage heading={text.heading}>
      <div className={styles.once}>
        <Banner tone="warning">
          <Say text={text.warning} values={{ name }} />
        </Banner>
        <Code title={text.key} value={key} label={text.copyKey} />
        <Code title={text.curl} value={curl} label={text.copyCurl} />
        <div className={styles.finish}>
          <ButtonLink to={paths.apiKeys} look="primary">
            {text.done}
          </ButtonLink>
        </div>
      </div>
    </ConsolePage>
  )
}

const Code = ({ title, value, label }: { title: string; value: string; label: string }) => (
  <section>
    <h2 className={styles.title}>{title}</h2>
    <div className={styles.code} translate="no">
      <code>{value}</code>
      <CopyButton value={value} label={label} />
    </div>
  </section>
)

/** A call that the key may make. Without a permission to read, it answers what is missing. */
function pathFor(scopes: readonly string[]): string {
  if (scopes.includes('users.read') || scopes.includes('contacts.read')) return '/users?limit=1'
  if (scopes.includes('messages.read')) return '/messages?limit=1'
  return scopes.includes('audit.read') ? '/audit-events?limit=1' : '/site'
}
