import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import { useState } from 'react'
import type { Problem } from '../../api.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { problemSentence } from '../../problem-sentence.ts'
import type { Asked } from '../../public-kit/ask-for-reset.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import { Button } from '../../ui/button.tsx'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Say } from '../../ui/say.tsx'
import { Submit } from '../../ui/submit.tsx'
import { askForLink, type SsoLink } from './ask-for-link.ts'
import { LinkFactor } from './link-factor.tsx'
import styles from './sso.module.css'
import { ssoMessages } from './sso-messages.ts'
import { useLinkByPassword, useProveLink } from './use-link-by-password.ts'

const text = ssoMessages.link

type Props = { link: SsoLink; onSent: (asked: Asked) => void; onGone: () => void }

/** Asks for the password, and then for the second factor of a user who has one. */
export function LinkByPassword(props: Props) {
  const { username } = props.link
  const prove = useProveLink(props.onGone)
  const [asked, setAsked] = useState<{ password: string; request: FactorRequest } | null>(null)
  if (!asked) {
    const onFactor = (password: string, request: FactorRequest) => setAsked({ password, request })
    return <PasswordForm {...props} {...{ prove, onFactor }} />
  }
  const { password, request } = asked
  const send: SendProof = (proof) => prove(password, proof)
  return <LinkFactor {...{ username, request, send }} />
}

type FormProps = Props & {
  prove: ReturnType<typeof useProveLink>
  onFactor: (password: string, request: FactorRequest) => void
}

/**
 * Explains connecting before it happens. Users who don't know their password can request a mail.
 */
function PasswordForm({ link, onSent, onGone, prove, onFactor }: FormProps) {
  const { username, connectionName: provider } = link
  const form = useLinkByPassword(prove, onFactor)
  return (
    <Page
      title={text.title}
      heading={fill(text.heading, { provider })}
      failed={form.refusal !== null}
      alert={<FormAlert form={form} />}
      lede={
        <>
          <p>
            <Say text={text.thereIs} values={{ username }} />
          </p>
          <p>
            <Say text={text.fromThenOn} values={{ provider }} />
          </p>
        </>
      }
    >
      {link.takesPassword && (
        <form {...form.props}>
          <HiddenUsername username={username} />
          <PasswordField
            name="password"
            label={text.password}
            hint={text.hint}
            autoComplete="current-password"
            enterKeyHint="go"
            error={form.errors.password}
            showLabel={messages.showPassword}
          />
          <Submit form={form} words={text} />
        </form>
      )}
      <MailInstead {...{ link, onSent, onGone }} />
    </Page>
  )
}

function MailInstead({ link, onSent, onGone }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const mail = async () => {
    setBusy(true)
    const answer = await askForLink()
    if ('askedAt' in answer) return onSent(answer)
    if (answer.code === 'not-found') return onGone()
    setBusy(false)
    setProblem(answer)
  }
  return (
    <div className={styles.instead}>
      {link.takesPassword && <span>{text.forgot}</span>}
      <Button look="link" busy={busy} busyLabel={text.mailing} onClick={() => void mail()}>
        {text.mail}
      </Button>
      <p role="alert" className={styles.result}>
        {problem && problemSentence(problem).sentence}
      </p>
    </div>
  )
}
