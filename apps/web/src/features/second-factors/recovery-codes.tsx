import { recoveryCodeCount, type replaceRecoveryCodes } from '@rekey/contracts/second-factors'
import { RefreshCw, Ticket, TriangleAlert } from 'lucide-react'
import { tell } from '../../console-kit/ask.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { AddToRows, OwnRow, OwnRows } from '../../public-kit/own-rows.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import styles from './factors-list.module.css'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

const fewCodes = 3

type Props = { left: number; onMade: (codes: readonly string[]) => void }

/** How many codes are left, and the button that replaces all of them. */
export function RecoveryCodes({ left, onMade }: Props) {
  const verb = useVerb<typeof replaceRecoveryCodes>(
    () => tell('POST /account/recovery-codes'),
    ({ recoveryCodes }) => onMade(recoveryCodes),
  )
  return (
    <section className={styles.section}>
      <h2 className={styles.heading} tabIndex={-1}>
        {text.codes}
      </h2>
      <p className={styles.about}>{text.codesAbout}</p>
      <div className={styles.own}>
        <OwnRows>
          <OwnRow
            icon={Ticket}
            name={
              <>
                {fill(text.codesLeft, { count: left, all: recoveryCodeCount })}
                {left <= fewCodes && (
                  <StatusChip
                    of={{ tone: 'warning', icon: TriangleAlert, words: text.runningLow }}
                  />
                )}
              </>
            }
          />
        </OwnRows>
      </div>
      <div className={styles.problem}>
        <ProblemAlert problem={verb.problem} retry={verb.run} />
      </div>
      <AddToRows>
        <Button
          busy={verb.busy}
          busyLabel={text.makingCodes}
          icon={<Icon of={RefreshCw} size={18} />}
          onClick={verb.run}
        >
          {text.newCodes}
        </Button>
      </AddToRows>
      <p className={styles.note}>{text.oldCodesEnd}</p>
    </section>
  )
}
