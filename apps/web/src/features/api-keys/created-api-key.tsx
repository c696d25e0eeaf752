import type { createApiKey } from '@rekey/contracts/api-keys'
import type { Answer } from '@rekey/contracts/route'
import { ShownOnce } from '../../console-kit/shown-once.tsx'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Say } from '../../ui/say.tsx'
import { apiKeysMessages } from './api-keys-messages.ts'

const text = apiKeysMessages.created

/** The key, and a command that works as it is. */
export function CreatedApiKey({ created }: { created: Answer<typeof createApiKey> }) {
  const { key, name, scopes } = created
  const curl = `curl "${window.location.origin}/api/v1${pathFor(scopes)}" \\\n  -H "Authorization: Bearer ${key}"`
  return (
    <ShownOnce
      heading={text.heading}
      warning={<Say text={text.warning} values={{ name }} />}
      values={[
        { title: text.key, value: key, copy: text.copyKey },
        { title: text.curl, value: curl, copy: text.copyCurl },
      ]}
      onward={
        <ButtonLink to={paths.apiKeys} look="primary">
          {text.done}
        </ButtonLink>
      }
    />
  )
}

/** A call that the key may make. Without a permission to read, it asks for what anyone may read. */
function pathFor(scopes: readonly string[]): string {
  if (scopes.includes('users.read') || scopes.includes('contacts.read')) return '/users?limit=1'
  if (scopes.includes('messages.read')) return '/messages?limit=1'
  return scopes.includes('audit.read') ? '/audit-events?limit=1' : '/site'
}
