import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react'
import { messages } from '../messages.ts'
import box from './box.module.css'
import { Field, type FieldProps } from './field.tsx'
import styles from './password-field.module.css'
import { Status } from './status.tsx'

type Props = FieldProps &
  Omit<ComponentProps<'input'>, 'name'> & {
    /** The toggle's name in screen readers. It names the field too: "Show new password". */
    showLabel: string
    /** Shown inside the box, before the toggle. */
    verdict?: ReactNode
    passwordrules?: string
  }

/**
 * A password field, hidden until the user shows it. It hides again on submit and on return to the
 * page.
 */
export function PasswordField(props: Props) {
  const { label, hint, error, alsoDescribedBy, name, showLabel, verdict, ...input } = props
  const ref = useRef<HTMLInputElement>(null)
  const [isShown, toggle] = useShown(ref)
  return (
    <Field {...{ name, label, hint, error }} alsoDescribedBy={alsoDescribedBy ?? ''}>
      {(ties) => (
        <div className={box.box}>
          <input
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...input}
            {...ties}
            ref={ref}
            type={isShown ? 'text' : 'password'}
            className={`${box.input} ${styles.input}`}
          />
          {verdict}
          <Toggle {...{ name, showLabel, isShown, toggle }} />
        </div>
      )}
    </Field>
  )
}

type ToggleProps = { name: string; showLabel: string; isShown: boolean | null; toggle: () => void }

function Toggle({ name, showLabel, isShown, toggle }: ToggleProps) {
  const label = isShown ? showLabel.replace(messages.show, messages.hide) : showLabel
  return (
    <>
      <button
        type="button"
        className={styles.toggle}
        aria-controls={name}
        aria-label={label}
        onClick={toggle}
      >
        {isShown ? messages.hide : messages.show}
      </button>
      <Status>
        {isShown !== null && (isShown ? messages.passwordVisible : messages.passwordHidden)}
      </Status>
    </>
  )
}

/** Null until the toggle is used, so that nothing is announced on arrival. */
function useShown(ref: React.RefObject<HTMLInputElement | null>) {
  const [isShown, setShown] = useState<boolean | null>(null)
  useEffect(() => {
    const hide = () => setShown((was) => was && false)
    const hideRestored = (event: PageTransitionEvent) => event.persisted && hide()
    const form = ref.current?.form
    form?.addEventListener('submit', hide)
    window.addEventListener('pageshow', hideRestored)
    return () => {
      form?.removeEventListener('submit', hide)
      window.removeEventListener('pageshow', hideRestored)
    }
  }, [ref])
  return [isShown, () => setShown(!isShown)] as const
}
