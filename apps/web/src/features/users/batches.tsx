import type { UserBatch } from '@rekey/contracts/user-batches'
import { useState } from 'react'
import { focusFirstRow } from '../../console-kit/row-keys.ts'
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
  const [sawRunning, setSawRunning] = useState(batch.status === 'running')
  const [isRetried, setRetried] = useState(false)
  if (batch.status === 'running') {
    return <BatchProgress batch={batch} isFresh={isFresh || isRetried} onStopped={show} />
  }
  return (
    <BatchResult
      batch={batch}
      sawRunning={sawRunning}
      onRetried={(retried) => {
        setRetried(true)
        setSawRunning(true)
        show(retried)
      }}
      onClosed={() => {
        show(null, batch.id)
        focusFirstRow()
      }}
    />
  )
}
