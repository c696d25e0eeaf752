import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Problem } from '../api.ts'
import { messages } from '../messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemBanner } from '../ui/problem-banner.tsx'
import { Say } from '../ui/say.tsx'
import { SupportLink } from '../ui/support-link.tsx'
import { askForReset } from './ask-for-reset.ts'
import { isAddress } from './is-username.ts'
import type { SignInOptions } from './use-sign-in-options.ts'

const text = messages.requestReset

type Props = { username: string; options: SignInOptions; onClose: () => void }

/** Confirms the typed name before anything is sent. It looks up nothing, so it reveals nothing. */
export function RequestResetDialog({ username, options, onClose }: Props) {
  const { busy, problem, send } = useSend(username)
  const cancel = (
    <Button onClick={onClose}>{options.resetAvailable ? text.cancel : text.close}</Button>
  )
  return (
    <Dialog
      title={<Say text={text.title} values={{ username }} />}
      busy={busy}
      onClose={onClose}
      actions={
        options.resetAvailable ? (
          <>
            <Button look="primary" busy={busy} busyLabel={text.busy} onClick={send}>
              {text.submit}
            </Button>
            {cancel}
          </>
        ) : (
          cancel
        )
      }
    >
      <p>
        <WhereItGoes username={username} options={options} />
      </p>
      <div role="alert">{problem && !busy && <ProblemBanner problem={problem} retry={send} />}</div>
    </Dialog>
  )
}

function WhereItGoes({ username, options }: Omit<Props, 'onClose'>) {
  const support = <SupportLink />
  if (!options.resetAvailable) return <Say text={text.notAvailable} values={{ support }} />
  if (options.sendsTo)
    return <Say text={text.sendsToStored} values={{ address: options.sendsTo }} />
  if (isAddress(username)) return <Say text={text.sendsTo} />
  return <Say text={text.plainName} values={{ support }} />
}

function useSend(username: string) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = async () => {
    setBusy(true)
    const answer = await askForReset(username)
    if ('askedAt' in answer) return navigate(paths.resetSent, { state: { username, ...answer } })
    setBusy(false)
    setProblem(answer)
  }
  return { busy, problem, send: () => void send() }
}
