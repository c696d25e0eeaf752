import type { PolicyName } from '@rekey/password-strength/policies'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import { NewPasswordFields } from '../../public-kit/new-password-fields.tsx'
import { useSite } from '../../site.ts'
import formStyles from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { Submit } from '../../ui/submit.tsx'
import { ownPasswordMessages } from './own-password-messages.ts'
import { useOwnPassword } from './use-own-password.ts'

const text = ownPasswordMessages

type Props = {
  username: string
  policy: PolicyName
  isTemporary: boolean
  returnTo: string | undefined
}

/** The new password, twice. The user has just signed in with the old one (WCAG 2.2, 3.3.7). */
export function OwnPasswordForm({ username, policy, isTemporary, returnTo }: Props) {
  const { organizationName } = useSite()
  const words = [username, organizationName]
  const form = useOwnPassword({ policy, words }, returnTo)
  return (
    <Page
      title={text.title}
      failed={form.refusal !== null}
      alert={<FormAlert form={form} />}
      lede={<p>{isTemporary ? text.afterTemporary : text.afterPassword}</p>}
    >
      <form {...form.props}>
        <HiddenUsername username={username} />
        <div className={formStyles.fields}>
          <NewPasswordFields policy={policy} words={words} errors={form.errors} />
        </div>
        <Submit form={form} words={text} />
      </form>
    </Page>
  )
}
