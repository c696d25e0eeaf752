import type { UserBatch } from '@rekey/contracts/user-batches'
import { useRef, useState } from 'react'
import { BatchProgress } from './batch-progress.tsx'
import { BatchResult } from './batch-result.tsx'
import { useShowBatch } from './use-batches.ts'

type Props = {
  batches: readonly UserBatch[]
  /** The one that the viewer has just started. */
  freshId: string | null
}

/** Batches that run, and the results that the viewer hasn't closed. */
export const Batches = ({ batches, freshId }: Props) =>
  batches.map((batch) => <Batch key={batch.id} batch={batch} isFresh={batch.id === freshId} />)

function Batch({ batch, isFresh }: { batch: UserBatch; isFresh: boolean }) {
  const show = useShowBatch()
  const place = useRef<HTMLDivElement>(null)
  const [hadFocus, setHadFocus] = useState(false)
  const [isRetried, setRetried] = useState(false)
  const noteFocus = () => setHadFocus(true)
  const noteBlur = () => setHadFocus(place.current?.contains(document.activeElement) ?? false)
  return (
    <div ref={place} onFocus={noteFocus} onBlur={noteBlur}>
      {batch.status === 'running' ? (
        <BatchProgress batch={batch} isFresh={isFresh || isRetried} onStopped={show} />
      ) : (
        <BatchResult
          batch={batch}
          hadFocus={hadFocus}
          onRetried={(retried) => {
            setRetried(true)
            show(retried)
          }}
          onClosed={() => show(null, batch.id)}
        />
      )}
    </div>
  )
}
