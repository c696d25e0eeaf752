import { ShieldAlert } from 'lucide-react'
import { useNavigate } from 'react-router'
import { clockTimeAndDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { holdToken } from '../../public-kit/held-token.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import { NewPasswordFields } from '../../public-kit/new-password-fields.tsx'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import form from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { SendCodeAgain } from './send-code-again.tsx'
import styles from './set-password-form.module.css'
import type { Inspected } from './use-inspected.ts'
import { type SetPasswordEnd, useSetPassword } from './use-set-password.ts'

const text = messages.setPassword

type Props = {
  token: string
  inspected: Inspected
  /** Called after the mail was requested again. */
  onAsked: () => void
  onEnd: (how: SetPasswordEnd) => void
}

/** The code, the new password twice, and Save. The form never submits by itself. */
export function SetPasswordForm({ token, inspected, onAsked, onEnd }: Props) {
  const { username, expiresAt, passwordPolicy } = inspected
  const { organizationName } = useSite()
  const words = [username, organizationName]
  const save = useSetPassword(token, { policy: passwordPolicy, words }, onEnd)
  return (
    <Page
      title={text.title}
      failed={save.refusal !== null}
      ownFocus
      alert={<FormAlert form={save} />}
      lede={
        <p>
          <Say text={text.lede} values={{ username }} />
        </p>
      }
    >
      <form {...save.props}>
        <HiddenUsername username={username} />
        <div className={form.fields}>
          <CodeField
            name="code"
            label={text.code}
            hint={codeHint(expiresAt)}
            error={save.errors.code}
          />
          <NewPasswordFields policy={passwordPolicy} words={words} errors={save.errors} />
        </div>
        <div className={form.actions}>
          <Button type="submit" look="primary" busy={save.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
        </div>
      </form>
      <SendCodeAgain username={username} onAsked={onAsked} />
      <NotMeButton token={token} />
    </Page>
  )
}

function codeHint(expiresAt: string | null): string {
  if (!expiresAt) return text.codeHint
  return fill(text.codeHintUntil, { time: clockTimeAndDay(new Date(expiresAt), new Date()) })
}

/** Deliberately inconspicuous. The next page asks before it cancels anything. */
function NotMeButton({ token }: { token: string }) {
  const navigate = useNavigate()
  const goThere = () => {
    holdToken(paths.notMe, token)
    void navigate(paths.notMe)
  }
  return (
    <div className={styles.notMe}>
      <Button look="quiet" icon={<Icon of={ShieldAlert} size={18} />} onClick={goThere}>
        {text.notMe}
      </Button>
    </div>
  )
}
