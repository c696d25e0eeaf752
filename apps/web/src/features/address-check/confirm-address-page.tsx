import type { confirmAddress } from '@rekey/contracts/address-checks'
import { useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { problemMessages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { dropToken, useHeldToken } from '../../public-kit/held-token.ts'
import { PasteLink } from '../../public-kit/paste-link.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { SupportLink } from '../../ui/support-link.tsx'

const text = {
  title: 'Confirm your e-mail address',
  /** The hyphen is a non-breaking one. */
  heading: 'Confirm your e‑mail address',
  text: 'Choose Confirm to tell your administrator that mails reach you. Nothing else changes.',
  submit: 'Confirm',
  busy: 'Confirming…',
  doneTitle: 'Thank you',
  done: '**Your e-mail address is confirmed.** You can close this page.',
  signIn: 'Sign in',
  dead: 'It has expired, your address has changed, or it wasn’t copied completely. Nothing was changed.',
  askForNew: 'If you still want to confirm your address, ask {support} for a new e-mail.',
} as const

/**
 * `/confirm-address#{token}`: needs a press of a button, so mail scanners that open the link
 * confirm nothing.
 */
export default function ConfirmAddressPage() {
  const token = useHeldToken(paths.confirmAddress)
  return <ConfirmAddress key={token} token={token} />
}

function ConfirmAddress({ token }: { token: string | null }) {
  const { isDone, problem, busy, confirm } = useConfirm(token)
  if (isDone) return <Done />
  if (!token || problem?.code === 'reset-link-invalid') return <DeadCheck />
  return (
    <Page
      title={text.title}
      heading={text.heading}
      failed={problem !== null}
      alert={<ProblemAlert problem={problem} retry={confirm} />}
      lede={<p>{text.text}</p>}
    >
      <Button look="primary" busy={busy} busyLabel={text.busy} onClick={confirm}>
        {text.submit}
      </Button>
    </Page>
  )
}

const Done = () => (
  <Page
    title={text.doneTitle}
    alert={
      <Notice>
        <Banner tone="good">
          <Say text={text.done} />
        </Banner>
      </Notice>
    }
  >
    <ButtonLink to={paths.signIn}>{text.signIn}</ButtonLink>
  </Page>
)

/** The same answer for every cause. Only an administrator can send a new mail, not the reader. */
const DeadCheck = () => (
  <Page
    title={problemMessages['reset-link-invalid']}
    lede={
      <>
        <p>{text.dead}</p>
        <p>
          <Say text={text.askForNew} values={{ support: <SupportLink /> }} />
        </p>
      </>
    }
  >
    <ButtonLink to={paths.signIn}>{text.signIn}</ButtonLink>
    <PasteLink page={paths.confirmAddress} />
  </Page>
)

function useConfirm(token: string | null) {
  const [isDone, setDone] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    if (!token || busy) return
    setBusy(true)
    const result = await call<typeof confirmAddress>('POST /address-checks/confirm', { token })
    setBusy(false)
    if (!result.ok) return setProblem(result.problem)
    setDone(true)
    dropToken(paths.confirmAddress)
  }
  return { isDone, problem, busy, confirm: () => void confirm() }
}
