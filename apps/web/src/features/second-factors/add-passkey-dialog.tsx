import type { addPasskey, addPasskeyOptions, SecondFactor } from '@rekey/contracts/second-factors'
import type { Result } from '../../api.ts'
import { tell } from '../../console-kit/ask.ts'
import { messages } from '../../messages.ts'
import { makePasskey } from '../../public-kit/second-factor/passkey.ts'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import type { Done } from './done-banner.tsx'
import { NameDialog } from './name-dialog.tsx'
import { freeName, refusedHere } from './own-factors.ts'
import { secondFactorsMessages } from './second-factors-messages.ts'

const text = secondFactorsMessages.newPasskey

type Props = {
  items: readonly SecondFactor[]
  session: CurrentSession | null
  onDone: (done: Done, codes: readonly string[] | null) => void
  onClose: () => void
}

/** Suggests the name of this browser, such as "Chrome on Windows". */
export function AddPasskeyDialog({ items, session, onDone, onClose }: Props) {
  const first = session?.session.device ?? secondFactorsMessages.firstPasskeyName
  return (
    <NameDialog<typeof addPasskey>
      title={text.title}
      text={text.text}
      words={text}
      first={freeName(first, items)}
      send={add}
      onDone={({ name, recoveryCodes }) => onDone({ words: text.done, name }, recoveryCodes)}
      onClose={onClose}
    />
  )
}

async function add(name: string): Promise<Result<typeof addPasskey>> {
  const line = 'POST /account/second-factors/passkeys/options'
  const options = await tell<typeof addPasskeyOptions>(line)
  if (!options.ok) return options
  const response = await makePasskey(options.body)
  if (response === 'not-loaded') return refusedHere(messages.passkeysNotLoaded)
  if (!response) return refusedHere(text.cancelled)
  if (response === 'exists') return refusedHere(text.exists)
  return tell<typeof addPasskey>('POST /account/second-factors/passkeys', {
    body: { name, response },
  })
}
