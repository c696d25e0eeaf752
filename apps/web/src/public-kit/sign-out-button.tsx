import { useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { endOwnSession } from './end-own-session.ts'
import type { SignInState } from './sign-in-state.ts'
import styles from './sign-out-button.module.css'

const text = { signOut: 'Sign out', signingOut: 'Signing out…' }

/** Ends this session from the band; the sign-in page then confirms it. */
export function SignOutButton() {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    const isOver = await endOwnSession()
    setBusy(false)
    if (!isOver) return
    const state: SignInState = { notice: 'signed-out' }
    void navigate(paths.signIn, { replace: true, state })
  }
  return (
    <Button
      look="quiet"
      className={styles.leave}
      busy={busy}
      busyLabel={text.signingOut}
      onClick={() => void leave()}
    >
      {text.signOut}
    </Button>
  )
}
