import type { Answer } from '@rekey/contracts/route'
import type { passkeySignInOptions, signIn, signInWithPasskey } from '@rekey/contracts/sessions'
import { useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { messages } from '../../messages.ts'
import { problemSentence } from '../../problem-sentence.ts'
import { canUsePasskeys } from '../../public-kit/second-factor/can-use-passkeys.ts'
import { Button } from '../../ui/button.tsx'
import styles from './passkey-sign-in.module.css'

const text = messages.signIn

/** The button beside the password form: a passkey that verifies the person replaces the password. */
export function PasskeySignIn({ enter }: { enter: (answer: Answer<typeof signIn>) => void }) {
  const [busy, setBusy] = useState(false)
  const [words, setWords] = useState('')
  if (!canUsePasskeys()) return null
  const press = async () => {
    setBusy(true)
    setWords('')
    const result = await signInByPasskey()
    setBusy(false)
    if ('user' in result) enter(result)
    else setWords(sentenceOf(result))
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

type NoPasskey = { readonly code: 'no-passkey' }

async function signInByPasskey(): Promise<Answer<typeof signIn> | Problem | NoPasskey> {
  const asked = await call<typeof passkeySignInOptions>('POST /sessions/passkey/options')
  if (!asked.ok) return asked.problem
  const { askForPasskey } = await import('../../public-kit/second-factor/passkey.ts')
  const response = await askForPasskey(asked.body)
  if (!response) return { code: 'no-passkey' }
  const result = await call<typeof signInWithPasskey>('POST /sessions/passkey', { response })
  return result.ok ? result.body : result.problem
}

function sentenceOf(problem: Problem | NoPasskey): string {
  if (problem.code === 'no-passkey') return text.noPasskey
  if (problem.code === 'sign-in-failed') return text.unknownPasskey
  return problemSentence(problem).sentence
}
