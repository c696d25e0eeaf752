import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import { useState } from 'react'
import { messages } from '../../messages.ts'
import { canUsePasskeys } from '../../public-kit/second-factor/can-use-passkeys.ts'
import { signInByPasskey } from '../../public-kit/second-factor/sign-in-by-passkey.ts'
import { Button } from '../../ui/button.tsx'
import styles from './passkey-sign-in.module.css'

const text = messages.signIn

/**
 * The button beside the password form: a passkey that verifies the person replaces the password.
 */
export function PasskeySignIn({ enter }: { enter: (answer: Answer<typeof signIn>) => void }) {
  const [busy, setBusy] = useState(false)
  const [words, setWords] = useState('')
  if (!canUsePasskeys()) return null
  const press = async () => {
    setBusy(true)
    setWords('')
    const result = await signInByPasskey()
    setBusy(false)
    if ('answer' in result) enter(result.answer)
    else setWords(result.words)
  }
  return (
    <div className={styles.passkey}>
      <Button busy={busy} busyLabel={text.waitingForPasskey} onClick={() => void press()}>
        {text.withPasskey}
      </Button>
      <p role="alert" className={styles.words}>
        {words}
      </p>
    </div>
  )
}
