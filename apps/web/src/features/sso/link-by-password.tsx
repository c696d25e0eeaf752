import { useState } from 'react'
import type { Problem } from '../../api.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { problemSentence } from '../../problem-sentence.ts'
import type { Asked } from '../../public-kit/ask-for-reset.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import { Button } from '../../ui/button.tsx'
import formStyles from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Say } from '../../ui/say.tsx'
import { askForLink } from './ask-for-link.ts'
import styles from './sso.module.css'
import type { SsoLink } from './sso-link-page.tsx'
import { ssoMessages } from './sso-messages.ts'
import { useLinkByPassword } from './use-link-by-password.ts'

const text = ssoMessages.link

type Props = { link: SsoLink; onSent: (asked: Asked) => void; onGone: () => void }

/**
 * Explains connecting before it happens. Users who don't know their password can request a mail.
 */
export function LinkByPassword({ link, onSent, onGone }: Props) {
  const { username, connectionName: provider } = link
  const form = useLinkByPassword(onGone)
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
          <div className={formStyles.actions}>
            <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
              {text.submit}
            </Button>
          </div>
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
