import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { ConfirmOnConnection } from './confirm-on-connection.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { usePreview } from './use-preview.ts'

const text = ssoConnectionsMessages.require

type Props = {
  connection: SsoConnection
  onDone: (words: ReactNode) => void
  onClose: () => void
}

/**
 * Makes signing in with the provider required or optional. It says how many users lose their
 * password.
 */
export function RequireDialog({ connection, onDone, onClose }: Props) {
  const { id, name, required } = connection
  const { data } = usePreview(connection)
  const words = required ? text.stop : text.start
  const effect = required ? fill(text.stop.text, { name }) : effectOf(connection, data?.userCount)
  return (
    <ConfirmOnConnection
      title={fill(words.title, { name })}
      words={{ ...words, text: effect }}
      blocked={{ code: 'last-administrator', text: text.lastAdministrator }}
      icon={ShieldCheck}
      send={() =>
        tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
          params: { id },
          body: { required: !required },
        })
      }
      done={<Say text={words.done} values={{ name }} />}
      {...{ onDone, onClose }}
    />
  )
}

/** The sentence leaves out the number of users until it is known. */
function effectOf({ name, enabled }: SsoConnection, userCount: number | undefined): string {
  if (!enabled) return fill(text.start.off, { name })
  if (userCount === 0) return fill(text.start.nobody, { name })
  if (userCount === 1) return fill(text.start.one, { name })
  const count = userCount?.toLocaleString('en-GB') ?? text.start.all
  return fill(text.start.many, { name, count })
}
