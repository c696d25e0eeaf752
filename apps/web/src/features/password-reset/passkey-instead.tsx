import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { messages } from '../../messages.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import ShownCodes from '../../public-kit/second-factor/shown-codes.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import form from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { codeHint } from './code-hint.ts'
import { NotMeButton } from './not-me-button.tsx'
import { type AskedForPasskey, PasskeyFactor } from './passkey-factor.tsx'
import { passkeyInsteadMessages as text } from './passkey-instead-messages.ts'
import { SendCodeAgain } from './send-code-again.tsx'
import styles from './set-password-form.module.css'
import type { Inspected } from './use-inspected.ts'
import { usePasskeyInstead } from './use-passkey-instead.ts'
import {
  type PasskeySaving,
  type SaveReset,
  type SetPasswordEnd,
  useSaveReset,
} from './use-save-reset.ts'

type Props = {
  token: string
  inspected: Inspected
  /** The code that was typed already. */
  code: string
  onAsked: () => void
  onEnd: (how: SetPasswordEnd) => void
  /** Back to the form for a password. */
  onPassword: () => void
}

/** A passkey in place of a password: the code, the second factor, and the recovery codes. */
export default function PasskeyInstead({ onEnd, ...props }: Props) {
  const { token, inspected } = props
  const [shown, setShown] = useState<{ codes: readonly string[]; goOn: () => void } | null>(null)
  const [asked, setAsked] = useState<AskedForPasskey | null>(null)
  const [isRefused, setRefused] = useState(false)
  const save = useSaveReset(token, onEnd, (codes, goOn) => setShown({ codes, goOn }))
  if (shown) return <ShownCodes codes={shown.codes} onLeave={shown.goOn} />
  if (asked) {
    const refuse = () => {
      setRefused(true)
      setAsked(null)
    }
    return (
      <PasskeyFactor {...{ token, save, asked }} username={inspected.username} onRefused={refuse} />
    )
  }
  return (
    <CodeForm
      {...props}
      {...{ save, onEnd, isRefused }}
      onFactor={(saving, request) => setAsked({ saving, request })}
    />
  )
}

type FormProps = Props & {
  save: SaveReset<PasskeySaving>
  /** The server refused the passkey after the second factor. */
  isRefused: boolean
  onFactor: (saving: PasskeySaving, request: FactorRequest) => void
}

function CodeForm({ token, inspected, code, save, isRefused, onPassword, ...next }: FormProps) {
  const { username } = inspected
  const make = usePasskeyInstead(token, save, next)
  return (
    <Page
      title={text.title}
      failed={make.refusal !== null}
      ownFocus
      alert={
        <>
          {isRefused && !make.refusal && <Banner tone="bad">{text.notAccepted}</Banner>}
          <FormAlert form={make} />
        </>
      }
      lede={
        <>
          <p>
            <Say text={text.lede} values={{ username }} />
          </p>
          <p>{text.about}</p>
        </>
      }
    >
      <MakeForm {...{ make, inspected, code }} />
      <div className={styles.instead}>
        <Button look="link" onClick={onPassword}>
          {text.usePassword}
        </Button>
      </div>
      <SendCodeAgain username={username} onAsked={next.onAsked} />
      <NotMeButton token={token} />
    </Page>
  )
}

type MakeProps = Pick<Props, 'inspected' | 'code'> & {
  make: ReturnType<typeof usePasskeyInstead>
}

const MakeForm = ({ make, inspected, code }: MakeProps) => (
  <form {...make.props}>
    <HiddenUsername username={inspected.username} />
    <CodeField
      name="code"
      label={messages.setPassword.code}
      hint={codeHint(inspected.expiresAt)}
      defaultValue={code}
      error={make.errors.code}
    />
    <div className={form.actions}>
      <Button
        type="submit"
        look="primary"
        busy={make.busy}
        busyLabel={text.busy}
        icon={<Icon of={Fingerprint} size={20} />}
      >
        {text.submit}
      </Button>
    </div>
  </form>
)
