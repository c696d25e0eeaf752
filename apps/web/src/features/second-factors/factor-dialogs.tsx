import type {
  removeSecondFactor,
  renameSecondFactor,
  SecondFactor,
} from '@rekey/contracts/second-factors'
import { Trash2 } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { fill } from '../../fill.ts'
import type { Done } from './done-banner.tsx'
import { NameDialog } from './name-dialog.tsx'
import type { OwnFactors } from './own-factors.ts'
import { secondFactorsMessages } from './second-factors-messages.ts'

const { renaming, removing } = secondFactorsMessages

/** What was chosen in the menu of a second factor. */
export type OnFactor = { readonly act: 'rename' | 'remove'; readonly factor: SecondFactor }

type Props = OnFactor & {
  factors: OwnFactors
  onDone: (done: Done) => void
  onClose: () => void
}

export function FactorDialogs({ act, factor, factors, onDone, onClose }: Props) {
  const params = { id: factor.id }
  const { name } = factor
  if (act === 'rename') {
    return (
      <NameDialog<typeof renameSecondFactor>
        title={fill(renaming.title, { name })}
        words={renaming}
        first={name}
        send={(typed) =>
          tell('PATCH /account/second-factors/{id}', { params, body: { name: typed } })
        }
        onDone={(renamed) => onDone({ words: renaming.done, name: renamed.name })}
        onClose={onClose}
      />
    )
  }
  const isLast = factors.items.length === 1
  return (
    <ConfirmDialog<typeof removeSecondFactor>
      title={fill(removing.title, { name })}
      words={isLast ? { ...removing, text: removing.textLast } : removing}
      icon={Trash2}
      send={() => tell('DELETE /account/second-factors/{id}', { params })}
      onDone={() => onDone({ words: removing.done, name })}
      onClose={onClose}
    />
  )
}
