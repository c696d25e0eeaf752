import { type FormEvent, lazy, useState } from 'react'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { RequestResetDialog } from '../../public-kit/request-reset-dialog.tsx'
import type { AskedFactor } from '../../public-kit/second-factor/asked-factor.ts'
import { type SignInState, useSignInState } from '../../public-kit/sign-in-state.ts'
import { useSite } from '../../site.ts'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PasskeySignIn } from './passkey-sign-in.tsx'
import { PasswordPart } from './password-part.tsx'
import { ProviderPanel } from './provider-panel.tsx'
import { SignInNotice } from './sign-in-notice.tsx'
import { useResetChoice } from './use-reset-choice.ts'
import { useEnter, useSignInForm } from './use-sign-in-form.ts'

// Load this step on demand, as most sign-ins have no second factor.
const SecondFactorStep = lazy(() => import('./second-factor-step.tsx'))

const text = messages.signIn

/**
 * `/sign-in`: username and password on one page, and then the second factor of users who have one.
 */
export function SignInPage() {
  const arrived = useSignInState()
  const [state, setState] = useState(arrived)
  const enter = useEnter(state.returnTo)
  const [asked, setAsked] = useState<AskedFactor | null>(null)
  if (!asked) return <SignInForm {...{ state, enter }} onFactor={setAsked} />
  const leave = (notice?: SignInState['notice']) => {
    const { returnTo } = state
    const { username } = asked
    setState({ username, ...(notice && { notice }), ...(returnTo && { returnTo }) })
    setAsked(null)
  }
  return <SecondFactorStep {...{ asked, enter }} onOver={leave} />
}

type FormProps = {
  state: SignInState
  enter: ReturnType<typeof useEnter>
  onFactor: (asked: AskedFactor) => void
}

/** Username and password, the button to reset the password, and the one for a passkey. */
function SignInForm({ state, enter, onFactor }: FormProps) {
  const { organizationName, passkeys } = useSite()
  const form = useSignInForm(enter, onFactor)
  const choice = useResetChoice(state)
  const { provider } = choice
  // After a reset or a second factor that failed, only the password is missing.
  const hasUsername = state.notice !== undefined && state.username !== undefined
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (provider) return window.location.assign(provider.startUrl)
    // On Enter in the first field, look up the provider first. Its users need no error about a
    // missing password.
    const hasPassword = new FormData(event.currentTarget).get('password') !== ''
    if (hasPassword || !(await choice.learnOptions())) form.props.onSubmit(event)
  }
  return (
    <Page
      title={text.title}
      heading={fill(text.heading, { organization: organizationName })}
      failed={form.refusal !== null}
      ownFocus={hasUsername}
      alert={
        <>
          <SignInNotice notice={form.refusal ? undefined : state.notice} />
          <FormAlert form={form} />
        </>
      }
    >
      <form {...form.props} onSubmit={(event) => void submit(event)}>
        <TextField
          name="username"
          label={text.username}
          autoComplete="username"
          enterKeyHint="next"
          defaultValue={state.username}
          autoFocus={!hasUsername}
          error={form.errors.username}
          {...choice.usernameProps}
        />
        {provider ? (
          <ProviderPanel provider={provider} onUsePassword={choice.insistOnPassword} />
        ) : (
          <PasswordPart
            form={form}
            focused={hasUsername || choice.insists}
            resetShown={choice.resetShown}
            hasNoReset={choice.hasNoReset}
            resetRef={choice.resetRef}
            onReset={choice.open}
          />
        )}
        {passkeys && !provider && <PasskeySignIn enter={enter} />}
        <Status>{choice.announcement}</Status>
      </form>
      {choice.dialog && <RequestResetDialog {...choice.dialog} onClose={choice.close} />}
    </Page>
  )
}
