import type { DiagnosisCheck, mailDiagnosis } from '@rekey/contracts/mail-diagnosis'
import type { User } from '@rekey/contracts/users'
import { useQuery } from '@tanstack/react-query'
import {
  Check,
  CircleHelp,
  CircleX,
  type LucideIcon,
  Stethoscope,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'
import { ask, problemOf } from '../../console-kit/ask.ts'
import type { Tone } from '../../console-kit/message-status.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { Status } from '../../ui/status.tsx'
import styles from './mail-diagnosis.module.css'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.diagnosis

/**
 * Checks a user's mail when the viewer presses the button, as it queries other servers too. The
 * first action to take is on top.
 */
export function MailDiagnosis({ user }: { user: User }) {
  const [isOpen, setOpen] = useState(false)
  const { data, error, isFetching, refetch } = useDiagnosis(user.id, isOpen)
  const checks = isFetching ? undefined : data?.checks
  const problem = isFetching ? null : problemOf(error)
  return (
    <div className={styles.diagnosis}>
      <Button
        icon={<Icon of={Stethoscope} size={18} />}
        aria-expanded={isOpen}
        aria-controls="mail-diagnosis"
        onClick={() => setOpen(!isOpen)}
      >
        {text.button}
      </Button>
      <section
        id="mail-diagnosis"
        hidden={!isOpen}
        className={styles.panel}
        aria-label={fill(text.title, { name: user.displayName })}
        aria-busy={isFetching}
      >
        <Status visible>
          <p className={styles.summary}>
            {isOpen && isFetching && text.asking}
            {checks && <Summary checks={checks} />}
          </p>
        </Status>
        <ProblemAlert problem={problem} retry={() => void refetch()} />
        {checks && <Checks checks={checks} />}
        {checks && <Button onClick={() => void refetch()}>{text.again}</Button>}
      </section>
    </div>
  )
}

const useDiagnosis = (id: string, isOpen: boolean) =>
  useQuery({
    queryKey: ['mail-diagnosis', id],
    enabled: isOpen,
    // Don't keep the result: an old one would be misleading, so check again on the next visit.
    gcTime: 0,
    refetchOnReconnect: false,
    queryFn: ({ signal }) =>
      ask<typeof mailDiagnosis>('GET /users/{id}/mail-diagnosis', { params: { id }, signal }),
  })

type Checks = { checks: readonly DiagnosisCheck[] }

function Summary({ checks }: Checks) {
  const count = checks.filter(({ outcome }) => isStriking(outcome)).length
  if (count === 0) return <Say text={text.allFine} />
  if (count === 1) return <Say text={text.foundOne} />
  return <Say text={fill(text.found, { count })} />
}

const isStriking = (outcome: Outcome) => outcome === 'problem' || outcome === 'warning'

const Checks = ({ checks }: Checks) => (
  <ol className={styles.checks}>
    {checks.map(({ id, outcome, title, advice }) => (
      <li key={id} className={styles.check}>
        <StatusChip of={{ ...looks[outcome], words: text.outcomes[outcome] }} />
        <div>
          <p className={isStriking(outcome) ? styles.striking : undefined}>{title}</p>
          {advice && <p className={styles.advice}>{advice}</p>}
        </div>
      </li>
    ))}
  </ol>
)

type Outcome = DiagnosisCheck['outcome']

const looks: Readonly<Record<Outcome, { tone: Tone; icon: LucideIcon }>> = {
  problem: { tone: 'bad', icon: CircleX },
  warning: { tone: 'warning', icon: TriangleAlert },
  unknown: { tone: 'quiet', icon: CircleHelp },
  ok: { tone: 'good', icon: Check },
}
