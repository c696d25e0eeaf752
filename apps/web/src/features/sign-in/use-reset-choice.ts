import { typedName } from '@rekey/contracts/visible-text'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { isUsername } from '../../public-kit/is-username.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { startAddress } from '../../public-kit/start-address.ts'
import { type SignInOptions, useSignInOptions } from '../../public-kit/use-sign-in-options.ts'
import { useSite } from '../../site.ts'

const text = messages.signIn

/**
 * What the typed name offers beside signing in: Reset password while its form is right, judged
 * here; an identity provider in place of the password, asked for when the field is left. In a
 * closed network that is told of accounts, Reset password waits for the server to know the name.
 */
export function useResetChoice({ username = '', returnTo }: SignInState) {
  const usernameRef = useRef<HTMLInputElement>(null)
  const resetRef = useRef<HTMLButtonElement>(null)
  const askOptions = useSignInOptions()
  const [typed, setTyped] = useState(username)
  const [provider, setProvider] = useState<SignInOptions['signInWith']>(null)
  const [insists, setInsists] = useState(false)
  const [dialog, setDialog] = useState<DialogState | null>(null)
  const isOpen = useSite().disclosure === 'open'
  const [known, setKnown] = useState<{ username: string; resetAvailable: boolean } | null>(null)
  const isTold = known?.username === typedName(typed)
  const resetShown = isUsername(typed) && (!isOpen || (isTold && known.resetAvailable))

  const hasNoReset = isOpen && isTold && !known.resetAvailable

  const readTyped = () => typedName(usernameRef.current?.value ?? '')

  const offer = (name: string, { signInWith }: SignInOptions) => {
    const startUrl = signInWith && startAddress(signInWith.startUrl, { username: name, returnTo })
    setProvider(startUrl ? { ...signInWith, startUrl } : null)
  }

  /** @returns whether this name is offered a provider, where no password was insisted on */
  const learnOptions = async (): Promise<boolean> => {
    const name = readTyped()
    if (!isUsername(name) || insists) return false
    const options = await askOptions(name)
    if (readTyped() !== name) return false
    offer(name, options)
    setKnown({ username: name, resetAvailable: options.resetAvailable })
    return options.signInWith !== null
  }

  const open = async () => {
    const name = readTyped()
    const options = await askOptions(name)
    if (options.signInWith && !insists) offer(name, options)
    else if (readTyped() === name) setDialog({ username: name, options })
  }

  const follow = (event: FormEvent<HTMLInputElement>) => {
    setTyped(event.currentTarget.value)
    setProvider(null)
    setInsists(false)
  }

  // A browser may have filled the field in before this page listened.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTyped(usernameRef.current?.value ?? ''))
    return () => cancelAnimationFrame(frame)
  }, [])

  useEffect(() => {
    if (!resetShown && document.activeElement === resetRef.current) usernameRef.current?.focus()
  }, [resetShown])

  return {
    usernameProps: {
      ref: usernameRef,
      onInput: follow,
      onChange: follow,
      onBlur: () => void learnOptions(),
    },
    resetShown,
    resetRef,
    /** In a closed network: no mail would reach this name. */
    hasNoReset,
    provider,
    learnOptions,
    insists,
    dialog,
    announcement: provider
      ? fill(text.withProviderStatus, { name: provider.name })
      : (hasNoReset && text.noResetStatus) || (resetShown && text.resetAvailable),
    open: () => void open(),
    close: () => {
      setDialog(null)
      resetRef.current?.focus()
    },
    insistOnPassword: () => {
      setProvider(null)
      setInsists(true)
    },
  }
}

type DialogState = { readonly username: string; readonly options: SignInOptions }
