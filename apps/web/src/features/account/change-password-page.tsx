import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { BackLink } from '../../console-kit/back-link.tsx'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import { NewPasswordFields } from '../../public-kit/new-password-fields.tsx'
import { usePasswordChanged } from '../../public-kit/set-password-state.ts'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { useSite } from '../../site.ts'
import { Banner } from '../../ui/banner.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import formStyles from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Say } from '../../ui/say.tsx'
import { Submit } from '../../ui/submit.tsx'
import { accountMessages } from './account-messages.ts'
import { changePasswordMessages } from './change-password-messages.ts'
import { ForgotCurrent } from './forgot-current.tsx'
import { PasswordElsewhere } from './password-elsewhere.tsx'
import { useChangePassword } from './use-change-password.ts'

const text = changePasswordMessages

/** `/account/password`: changes the own password. The user has to know the old one. */
export default function ChangePasswordPage() {
  const session = useOutletContext<CurrentSession>()
  if (!session.signsInWith) return <ChangePassword session={session} />
  return (
    <Page
      title={text.title}
      alert={<BackLink to={paths.account}>{accountMessages.title}</BackLink>}
    >
      <PasswordElsewhere provider={session.signsInWith} />
    </Page>
  )
}

function ChangePassword({ session: { user, passwordPolicy } }: { session: CurrentSession }) {
  const words = useOwnWords(user)
  const [sessionsEnded, setSessionsEnded] = useState<number | null>(null)
  const form = useChangePassword({ policy: passwordPolicy, words }, setSessionsEnded)
  // Users who come from a forced password change have ended no other sessions on this page.
  const cameChanged = usePasswordChanged() ? 0 : null
  const saved = form.refusal || form.busy ? null : (sessionsEnded ?? cameChanged)
  return (
    <Page
      title={text.title}
      failed={form.refusal !== null}
      alert={
        <>
          <BackLink to={paths.account}>{accountMessages.title}</BackLink>
          <Saved sessionsEnded={saved} />
          <FormAlert form={form} />
        </>
      }
    >
      <form {...form.props}>
        <HiddenUsername username={user.username} />
        <div className={formStyles.fields}>
          <div>
            <PasswordField
              name="currentPassword"
              label={text.current}
              autoComplete="current-password"
              enterKeyHint="next"
              error={form.errors.currentPassword}
              showLabel={messages.showCurrentPassword}
            />
            <ForgotCurrent username={user.username} />
          </div>
          <NewPasswordFields policy={passwordPolicy} words={words} errors={form.errors} />
          <Checkbox name="endOtherSessions" label={text.endOthers} defaultChecked />
        </div>
        <Submit form={form} words={text} />
      </form>
    </Page>
  )
}

/** The user's own words, which a new password must not contain. */
function useOwnWords({ username, displayName }: CurrentSession['user']): string[] {
  const { organizationName } = useSite()
  return [username, displayName, organizationName]
}

function Saved({ sessionsEnded }: { sessionsEnded: number | null }) {
  return (
    <Notice>
      {sessionsEnded !== null && (
        <Banner tone="good">
          <Say text={savedSentence(sessionsEnded)} />
        </Banner>
      )}
    </Notice>
  )
}

function savedSentence(count: number): string {
  if (count === 0) return text.saved
  return count === 1 ? text.savedOne : fill(text.savedMany, { count })
}
