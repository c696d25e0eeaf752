import { useEffect, useRef } from 'react'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import type { SignInOptions } from '../../public-kit/use-sign-in-options.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonAnchor } from '../../ui/button-anchor.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './provider-panel.module.css'

const text = messages.signIn

type Props = {
  provider: NonNullable<SignInOptions['signInWith']>
  onUsePassword: () => void
}

/** Replaces the password field for names whose domain signs in at an identity provider. */
export function ProviderPanel({ provider, onUsePassword }: Props) {
  const { name, startUrl, resetUrl } = provider
  const continueRef = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // Focus the panel, as the field that had the focus is gone.
    if (document.activeElement === document.body) continueRef.current?.focus()
  }, [])
  return (
    <div className={styles.panel}>
      <p>
        <Say text={text.withProvider} values={{ name }} />
      </p>
      <ButtonAnchor ref={continueRef} look="primary" href={startUrl}>
        {fill(text.continueWith, { name })}
      </ButtonAnchor>
      <div className={styles.otherwise}>
        {resetUrl && <a href={resetUrl}>{fill(text.resetAtProvider, { name })}</a>}
        <Button look="quiet" onClick={onUsePassword}>
          {text.usePassword}
        </Button>
      </div>
    </div>
  )
}
