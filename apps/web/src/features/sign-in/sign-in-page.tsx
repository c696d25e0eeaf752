import type { signIn } from '@rekey/contracts/sessions'
import { typedName } from '@rekey/contracts/visible-text'
import type { FormEvent } from 'react'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { clockTime } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { type FieldErrors, type Refusal, useForm } from '../../hooks/use-form.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import { RequestResetDialog } from '../../public-kit/request-reset-dialog.tsx'
import type { SetPasswordState } from '../../public-kit/set-password-state.ts'
import { useSignInState } from '../../public-kit/sign-in-state.ts'
import { useSite } from '../../site.ts'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PasswordPart } from './password-part.tsx'
import { ProviderPanel } from './provider-panel.tsx'
import { SignInNotice } from './sign-in-notice.tsx'
import { useResetChoice } from './use-reset-choice.ts'

const text = messages.signIn

/** `/sign-in`: username and password on one page, and the button to reset the password. */
export function SignInPage() {
  const state = useSignInState()
  const { organizationName } = useSite()
  const form = useSignInForm(state.returnTo)
  const choice = useResetChoice(state)
  const { provider } = choice
  const isAfterReset = state.notice === 'password-changed'
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
      ownFocus={isAfterReset}
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
          autoFocus={!isAfterReset}
          error={form.errors.username}
          {...choice.usernameProps}
        />
        {provider ? (
          <ProviderPanel provider={provider} onUsePassword={choice.insistOnPassword} />
        ) : (
          <PasswordPart
            form={form}
            focused={isAfterReset || choice.insists}
            resetShown={choice.resetShown}
            hasNoReset={choice.hasNoReset}
            resetRef={choice.resetRef}
            onReset={choice.open}
          />
        )}
        <Status>{choice.announcement}</Status>
      </form>
      {choice.dialog && <RequestResetDialog {...choice.dialog} onClose={choice.close} />}
    </Page>
  )
}

type Field = 'username' | 'password'

/** @param asked where to go afterwards; without it, the user's usual start page */
function useSignInForm(asked: string | undefined) {
  const navigate = useNavigate()
  return useForm<Field>({
    fields: ['username', 'password'],
    check: ({ username, password }) => ({
      ...(!typedName(username) && { username: text.enterUsername }),
      ...(!password && { password: text.enterPassword }),
    }),
    send: async ({ username, password }, form) => {
      const body = { username: typedName(username), password }
      const result = await call<typeof signIn>('POST /sessions', body)
      if (!result.ok) return refusalOf(result.problem, form)
      const returnTo = asked ?? landingOf(result.body.user)
      const to = result.body.mustChangePassword ? paths.setPassword : returnTo
      const state: SetPasswordState | null = to === returnTo ? null : { returnTo }
      void navigate(to, { replace: true, state })
      return null
    },
  })
}

/** Empties the password only if username and password don't match. */
function refusalOf(problem: Problem, form: HTMLFormElement): Refusal<Field> {
  if (problem.code === 'rate-limited' && problem.retryAt) {
    return { problem, words: fill(text.wait, { time: clockTime(problem.retryAt) }) }
  }
  if (problem.code !== 'sign-in-failed') return { problem }
  const input = form.elements.namedItem('password') as HTMLInputElement
  input.value = ''
  const errors: FieldErrors<Field> = { password: text.wrongPair }
  return { errors }
}
