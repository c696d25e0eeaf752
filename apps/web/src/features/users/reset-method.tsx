import type { RecoveryMethod } from '@rekey/contracts/settings'
import type { User } from '@rekey/contracts/users'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import styles from './reset-method.module.css'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reset

type Props = {
  user: User
  value: RecoveryMethod
  /** Undefined if the viewer may not choose a method other than the usual one of the kind. */
  onChange: ((method: RecoveryMethod) => void) | undefined
}

/** What the mail contains, and how long it works. */
export function ResetMethod({ user, value, onChange }: Props) {
  const methods = methodsFor(user)
  if (onChange) {
    const options = Object.values(methods)
    return <OptionCards name="method" label={text.method} {...{ options, value, onChange }} />
  }
  return (
    <div className={styles.method}>
      <p className={styles.title}>{methods[value].title}</p>
      <p>{methods[value].text}</p>
    </div>
  )
}

const methodsFor = ({ displayName: name, recovery }: User) =>
  ({
    code: {
      value: 'code',
      title: text.linkAndCode,
      text: fill(text.linkAndCodeText, { time: hoursWords(recovery.codeHours) }),
    },
    'temporary-password': {
      value: 'temporary-password',
      title: text.temporaryPassword,
      text: fill(text.temporaryPasswordText, {
        time: hoursWords(recovery.temporaryPasswordHours),
        name,
      }),
    },
  }) as const
