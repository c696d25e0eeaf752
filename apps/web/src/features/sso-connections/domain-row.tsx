import type {
  proveSsoDomain,
  releaseSsoDomain,
  SsoConnection,
} from '@rekey/contracts/sso-connections'
import { Unlink } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { clockTime } from '../../clock-time.ts'
import { tell } from '../../console-kit/ask.ts'
import { Facts } from '../../console-kit/facts.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { fill } from '../../fill.ts'
import { problemSentence } from '../../problem-sentence.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import { ConfirmOnConnection } from './confirm-on-connection.tsx'
import styles from './connection-parts.module.css'
import { proofOf } from './connection-status.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'

const text = ssoConnectionsMessages.domains

type Props = {
  connection: SsoConnection
  domain: SsoConnection['domains'][number]
  onDone: (words: ReactNode) => void
  /** Checking its record is the next thing to do. */
  isNext?: boolean
}

/** A domain with its status, its DNS record, and a button to remove it. */
export function DomainRow({ connection, domain, onDone, isNext = false }: Props) {
  const [isReleasing, setReleasing] = useState(false)
  const name = domain.domain
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.what} translate="no">
          {name}
        </span>
        <StatusChip of={proofOf(domain)} />
        <Button
          look="quiet"
          className={styles.quiet ?? ''}
          aria-label={fill(text.release.buttonOf, { domain: name })}
          onClick={() => setReleasing(true)}
        >
          {text.release.button}
        </Button>
      </div>
      {!domain.provedAt && <Proof {...{ connection, domain, onDone, isNext }} />}
      {isReleasing && (
        <Release {...{ connection, domain, onDone }} onClose={() => setReleasing(false)} />
      )}
    </li>
  )
}

/**
 * The DNS record that proves the domain, with a button to copy it and the result of the last check.
 */
function Proof({ connection, domain: { domain, txtName, txtValue }, onDone, isNext }: Props) {
  const [lookedAt, setLookedAt] = useState<Date | null>(null)
  const act = useConnectionAct(
    async () => {
      const params = { id: connection.id, domain }
      const result = await tell<typeof proveSsoDomain>(
        'POST /sso-connections/{id}/domains/{domain}/prove',
        { params },
      )
      setLookedAt(serverNow())
      return result
    },
    () => onDone(<Say text={text.found} values={{ domain }} />),
  )
  const { problem } = act
  const detail = problem && (problem.details.detail ?? problemSentence(problem).sentence)
  return (
    <div className={styles.proof}>
      <p>
        {fill(text.record, { domain })}{' '}
        {fill(text.appended, { domain, short: txtName.slice(0, -domain.length - 1) })}
      </p>
      <Facts
        of={[
          code(text.txtName, txtName, text.copyName),
          code(text.txtValue, txtValue, text.copyValue),
        ]}
      />
      <div className={styles.acts}>
        <Button
          look={isNext ? 'primary' : 'secondary'}
          busy={act.busy}
          busyLabel={text.checking}
          aria-label={act.busy ? undefined : fill(text.checkOf, { domain })}
          onClick={act.run}
        >
          {text.check}
        </Button>
        <p role="status" className={styles.result}>
          {detail && lookedAt && fill(text.notFound, { time: clockTime(lookedAt), detail })}
        </p>
      </div>
    </div>
  )
}

const code = (term: string, value: string, label: string) => ({
  term,
  value,
  isCode: true,
  copy: { label, text: value },
})

function Release({ connection, domain, onDone, onClose }: Props & { onClose: () => void }) {
  const { id, name } = connection
  const params = { id, domain: domain.domain }
  return (
    <ConfirmOnConnection
      title={fill(text.release.title, { domain: domain.domain })}
      words={{ ...text.release, text: fill(text.release.text, { name }) }}
      icon={Unlink}
      send={() =>
        tell<typeof releaseSsoDomain>('DELETE /sso-connections/{id}/domains/{domain}', { params })
      }
      done={<Say text={text.release.done} values={{ domain: domain.domain }} />}
      {...{ onDone, onClose }}
    />
  )
}
