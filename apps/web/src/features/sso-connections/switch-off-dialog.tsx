import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { PowerOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { ConfirmOnConnection } from './confirm-on-connection.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.switchOff

type Props = {
  connection: SsoConnection
  onDone: (words: ReactNode) => void
  onClose: () => void
}

/**
 * Says how many users can't sign in any more. If no administrator could, it says that it can't be
 * done.
 */
export function SwitchOffDialog({ connection, onDone, onClose }: Props) {
  const { id, name } = connection
  return (
    <ConfirmOnConnection
      title={fill(text.title, { name })}
      words={{ ...text, text: effectOf(connection) }}
      blocked={{ code: 'last-administrator', text: text.lastAdministrator }}
      icon={PowerOff}
      send={() =>
        tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
          params: { id },
          body: { enabled: false },
        })
      }
      done={<Say text={text.done} values={{ name }} />}
      {...{ onDone, onClose }}
    />
  )
}

function effectOf({ userCount }: SsoConnection): string {
  if (userCount === 0) return text.text
  if (userCount === 1) return text.textOne
  return fill(text.textMany, { count: numberWords(userCount) })
}
