import { useRef, useState } from 'react'
import { RequestResetDialog } from '../../public-kit/request-reset-dialog.tsx'
import { type SignInOptions, useSignInOptions } from '../../public-kit/use-sign-in-options.ts'
import { Button } from '../../ui/button.tsx'
import { changePasswordMessages } from './change-password-messages.ts'

/** Signed-in users who have forgotten their password reset it by mail, as everyone does. */
export function ForgotCurrent({ username }: { username: string }) {
  const [options, setOptions] = useState<SignInOptions | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const ask = useSignInOptions()
  const close = () => {
    setOptions(null)
    button.current?.focus()
  }
  return (
    <>
      <Button ref={button} look="quiet" onClick={() => void ask(username).then(setOptions)}>
        {changePasswordMessages.forgot}
      </Button>
      {options && <RequestResetDialog {...{ username, options }} onClose={close} />}
    </>
  )
}
