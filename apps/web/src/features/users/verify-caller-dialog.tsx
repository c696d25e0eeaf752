import { callerChecksPerHour } from '@rekey/contracts/caller-checks'
import { Send } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { clockTime } from '../../clock-time.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { useUser } from '../../console-kit/mails/use-user.ts'
import { fill } from '../../fill.ts'
import { Banner } from '../../ui/banner.tsx'
import { Say } from '../../ui/say.tsx'
import type { UserDialogProps } from './act-done.ts'
import { CallerAddresses } from './caller-addresses.tsx'
import { callerMessages } from './caller-messages.ts'
import { CheckCallerDialog } from './check-caller-dialog.tsx'
import { openingAddresses } from './opening-addresses.ts'
import { type CheckEnd, type RunningCheck, useRunningCheck } from './use-running-check.ts'
import { useStartCheck } from './use-start-check.ts'

const text = callerMessages.start

/** Mails a code to the user, and checks what the caller reads out. */
export function VerifyCallerDialog(props: UserDialogProps) {
  const [check, keep] = useRunningCheck(props.user.id)
  const [end, setEnd] = useState<CheckEnd | null>(null)
  const finish = (how: CheckEnd) => {
    keep(null)
    setEnd(how)
  }
  if (!check) return <StartDialog {...props} {...{ end }} onSent={keep} />
  const onDone: UserDialogProps['onDone'] = (done) => {
    keep(null)
    props.onDone(done)
  }
  return <CheckCallerDialog {...props} {...{ check, onDone }} onSent={keep} onEnd={finish} />
}

type StartProps = UserDialogProps & {
  end: CheckEnd | null
  onSent: (check: RunningCheck) => void
}

function StartDialog({ user, end, onSent, onClose }: StartProps) {
  const known = useUser(user.id).data ?? user
  const name = user.displayName
  const verb = useStartCheck(user, onSent)
  const { problem } = verb
  const until = problem?.code === 'rate-limited' ? problem.retryAt : null
  return (
    <ActionDialog
      title={fill(text.title, { name })}
      text={fill(text.text, { name })}
      words={text}
      icon={Send}
      verb={until ? { ...verb, problem: null } : verb}
      focus="submit"
      onClose={onClose}
    >
      <div role="alert">
        {until ? (
          <Bad>
            <Say
              text={text.tooMany}
              values={{ count: String(callerChecksPerHour), time: clockTime(until) }}
            />
          </Bad>
        ) : (
          end && (
            <Bad>
              {end === 'ended' ? (
                <Say text={text.ended} values={{ name }} />
              ) : (
                <Say text={text.usedUp} />
              )}
            </Bad>
          )
        )}
      </div>
      <CallerAddresses
        lead={text.goesTo}
        addresses={openingAddresses(known)}
        after={text.careful}
      />
    </ActionDialog>
  )
}

const Bad = ({ children }: { children: ReactNode }) => <Banner tone="bad">{children}</Banner>
