import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { batchMessages as text } from './batch-messages.ts'
import type { BatchUsers } from './use-batch-users.ts'

type Props = {
  of: BatchUsers
  /** How many there are in all. */
  count: number
}

/** Below some users of a batch: the way to the others, or why they can't be shown. */
export function MoreBatchUsers({ of: { shown, more, problem, again }, count }: Props) {
  const rest = numberWords(count - shown.length)
  return (
    <>
      <div role="alert">{problem && <ProblemBanner problem={problem} retry={again} />}</div>
      {more && !problem && (
        <Button look="link" busy={more.isBusy} busyLabel={text.loadingMore} onClick={more.showMore}>
          {more.isAll ? text.showAll : fill(text.showMore, { count: rest })}
        </Button>
      )}
    </>
  )
}
