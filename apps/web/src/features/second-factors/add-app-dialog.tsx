import type { addTotp, SecondFactor } from '@rekey/contracts/second-factors'
import { tell } from '../../console-kit/ask.ts'
import { NameDialog } from './name-dialog.tsx'
import { freeName } from './own-factors.ts'
import { secondFactorsMessages } from './second-factors-messages.ts'

/** A secret that an app can take over now. */
export type NewApp = {
  readonly id: string
  readonly name: string
  readonly secret: string
  readonly uri: string
}

const text = secondFactorsMessages.newApp

type Props = {
  items: readonly SecondFactor[]
  onDone: (app: NewApp) => void
  onClose: () => void
}

/** Makes a secret, which counts once a code of the app has confirmed it. */
export const AddAppDialog = ({ items, onDone, onClose }: Props) => (
  <NameDialog<typeof addTotp>
    title={text.title}
    text={text.text}
    words={text}
    first={freeName(secondFactorsMessages.firstAppName, items)}
    send={(name) => tell('POST /account/second-factors/totp', { body: { name } })}
    onDone={(answer, name) => onDone({ ...answer, name })}
    onClose={onClose}
  />
)
