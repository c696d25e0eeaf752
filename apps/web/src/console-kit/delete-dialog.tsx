import type { Contract } from '@rekey/contracts/route'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Result } from '../api.ts'
import { fill } from '../fill.ts'
import { Say } from '../ui/say.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { DoneBanner } from './done-banner.tsx'
import { kitMessages } from './kit-messages.ts'
import { useArrival } from './use-arrival.ts'

/** Tells the list what was deleted. */
type DeletedState = { readonly deleted: string }

type Words = {
  readonly title: string
  readonly text: string
  /** Shown if something came into use meanwhile, so that it can't be deleted any more. */
  readonly blockedNow?: string
  readonly submit: string
  readonly busy: string
  readonly done: `${string}{name}${string}`
}

type Props<C extends Contract> = {
  name: string
  words: Words
  /** The path of the list that contained it. */
  listPath: string
  send: () => Promise<Result<C>>
  onDeleted: () => void
  onClose: () => void
}

/** Asks before something is deleted. Then it opens the list, which confirms the deletion. */
export function DeleteDialog<C extends Contract>(props: Props<C>) {
  const { name, words, listPath, send, onDeleted, onClose } = props
  const navigate = useNavigate()
  return (
    <ConfirmDialog<C>
      title={fill(words.title, { name })}
      {...(words.blockedNow && { blocked: { code: 'conflict', text: words.blockedNow } })}
      icon={Trash2}
      onDone={() => {
        const state: DeletedState = { deleted: name }
        void navigate(listPath, { state })
        onDeleted()
      }}
      {...{ words, send, onClose }}
    />
  )
}

/** The confirmation above the list after something was deleted from it. */
export function Deleted({ words }: { words: Pick<Words, 'done'> }) {
  const name = useArrival<DeletedState>()?.deleted
  const [isClosed, setClosed] = useState(false)
  if (!name || isClosed) return null
  return (
    <DoneBanner closeLabel={kitMessages.close} onClose={() => setClosed(true)}>
      <Say text={words.done} values={{ name }} />
    </DoneBanner>
  )
}
