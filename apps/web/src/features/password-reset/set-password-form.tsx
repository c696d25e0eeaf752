import type { FactorProof, FactorRequest } from '@rekey/contracts/second-factor-fields'
import { lazy, useState } from 'react'
import { messages } from '../../messages.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import { NewPasswordFields } from '../../public-kit/new-password-fields.tsx'
import { canUsePasskeys } from '../../public-kit/second-factor/can-use-passkeys.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import form from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { Submit } from '../../ui/submit.tsx'
import { codeHint } from './code-hint.ts'
import { NotMeButton } from './not-me-button.tsx'
import { SendCodeAgain } from './send-code-again.tsx'
import styles from './set-password-form.module.css'
import type { Inspected } from './use-inspected.ts'
import { useKeptProof } from './use-kept-proof.ts'
import { type SaveReset, type Saving, type SetPasswordEnd, useSaveReset } from './use-save-reset.ts'
import { type RefusedSaving, useSetPassword } from './use-set-password.ts'

// Load these on demand, as most users have no second factor.
const ResetFactor = lazy(() => import('./reset-factor.tsx'))
const PasskeyInstead = lazy(() => import('./passkey-instead.tsx'))

const text = messages.setPassword

type Props = {
  token: string
  inspected: Inspected
  /** Called after the mail was requested again. */
  onAsked: () => void
  onEnd: (how: SetPasswordEnd) => void
}

/** The new password, or a passkey in its place. */
export function SetPassword(props: Props) {
  /** The code that was typed before the user chose a passkey; null: a password. */
  const [code, setCode] = useState<string | null>(null)
  return code === null ? (
    <PasswordSteps {...props} onPasskey={setCode} />
  ) : (
    <PasskeyInstead {...props} code={code} onPassword={() => setCode(null)} />
  )
}

type OnPasskey = { onPasskey: (typedCode: string) => void }

/** The new password, and then the second factor of a user who has one. */
function PasswordSteps({ token, inspected, onAsked, onEnd, onPasskey }: Props & OnPasskey) {
  const save = useSaveReset(token, onEnd)
  const kept = useKeptProof(save)
  const [asked, setAsked] = useState<{ saving: Saving; request: FactorRequest } | null>(null)
  const [refused, setRefused] = useState<RefusedSaving | null>(null)
  if (asked) {
    const refuse = (why: string, proof: FactorProof) => {
      kept.keep(proof)
      setRefused({ saving: asked.saving, why })
      setAsked(null)
    }
    const { username } = inspected
    return <ResetFactor {...{ token, username, save, ...asked }} onRefused={refuse} />
  }
  return (
    <SetPasswordForm
      {...{ token, inspected, onAsked, onPasskey, refused }}
      save={kept.save}
      onFactor={(saving, request) => setAsked({ saving, request })}
    />
  )
}

type FormProps = Omit<Props, 'onEnd'> &
  OnPasskey & {
    /** The password that was refused after the second factor. */
    refused: RefusedSaving | null
    save: SaveReset
    onFactor: (saving: Saving, request: FactorRequest) => void
  }

/** The code, the new password twice, and Save. The form never submits by itself. */
function SetPasswordForm({ token, inspected, onAsked, onPasskey, refused, ...props }: FormProps) {
  const { username, expiresAt, passwordPolicy, passkeyOffered } = inspected
  const { organizationName } = useSite()
  const words = [username, organizationName]
  const by = { policy: passwordPolicy, words }
  const save = useSetPassword(by, refused, props.save, props.onFactor)
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
            defaultValue={refused?.saving.code}
            error={save.errors.code}
          />
          <NewPasswordFields policy={passwordPolicy} words={words} errors={save.errors} />
        </div>
        <Submit form={save} words={text} />
      </form>
      {passkeyOffered && canUsePasskeys() && (
        <div className={styles.instead}>
          <Button look="link" onClick={() => onPasskey(codeIn(save.props.ref.current))}>
            {text.usePasskey}
          </Button>
        </div>
      )}
      <SendCodeAgain username={username} onAsked={onAsked} />
      <NotMeButton token={token} />
    </Page>
  )
}

const codeIn = (element: HTMLFormElement | null): string =>
  (element?.elements.namedItem('code') as HTMLInputElement | null)?.value ?? ''
