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
import { useVerb } from './use-verb.ts'

/** What the list is told when it is gone to. */
type DeletedState = { readonly deleted: string }

type Words = {
  readonly title: string
  readonly text: string
  /** Somebody came to need it meanwhile. */
  readonly blockedNow: string
  readonly submit: string
  readonly busy: string
  readonly done: `${string}{name}${string}`
}

type Props<C extends Contract> = {
  name: string
  words: Words
  /** The list that it stood in. */
  listPath: string
  send: () => Promise<Result<C>>
  onDeleted: () => void
  onClose: () => void
}

/** Asks before something is deleted. Then the list is shown, and says that it was. */
export function DeleteDialog<C extends Contract>(props: Props<C>) {
  const { name, words, listPath, send, onDeleted, onClose } = props
  const navigate = useNavigate()
  const verb = useVerb<C>(send, () => {
    const state: DeletedState = { deleted: name }
    void navigate(listPath, { state })
    onDeleted()
  })
  const isBlocked = verb.problem?.code === 'conflict'
  return (
    <ConfirmDialog
      title={fill(words.title, { name })}
      words={isBlocked ? { ...words, text: words.blockedNow } : words}
      icon={Trash2}
      verb={isBlocked ? { ...verb, problem: null } : verb}
      onClose={onClose}
    />
  )
}

/** Above the list, after something of it was deleted. */
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
