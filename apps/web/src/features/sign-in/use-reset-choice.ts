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
 * The choices that the typed name has besides the password. Reset password is offered if the name
 * has a valid form, which is checked here. An identity provider replaces the password; the server
 * is asked for it when the user leaves the field. In a closed network that may learn about
 * accounts, Reset password appears only after the server has found the name.
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

  /**
   * @returns true if the provider is offered for this name and the user didn't ask for the password
   */
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

  // The browser may have filled in the field before this page was listening.
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
    /** In a closed network: no mail can reach this name. */
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
