import { useEffect, useRef } from 'react'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import button from '../../ui/button.module.css'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './provider-panel.module.css'
import type { SignInOptions } from './use-sign-in-options.ts'

type Props = {
  provider: NonNullable<SignInOptions['signInWith']>
  onUsePassword: () => void
}

/** In place of the password, for a name whose domain signs in at an identity provider. */
export function ProviderPanel({ provider, onUsePassword }: Props) {
  const { name, startUrl, resetUrl } = provider
  const continueRef = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // The field that had the focus is gone: without this the focus would be nowhere.
    if (document.activeElement === document.body) continueRef.current?.focus()
  }, [])
  return (
    <div className={styles.panel}>
      <p>
        <Say text={messages.signIn.withProvider} values={{ name }} />
      </p>
      <a ref={continueRef} className={`${button.button} ${button.primary}`} href={startUrl}>
        {fill(messages.signIn.continueWith, { name })}
      </a>
      {resetUrl && <a href={resetUrl}>{fill(messages.signIn.resetAtProvider, { name })}</a>}
      <Button look="quiet" onClick={onUsePassword}>
        {messages.signIn.usePassword}
      </Button>
    </div>
  )
}
