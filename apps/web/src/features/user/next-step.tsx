import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { nextAct } from './next-act.ts'
import styles from './next-step.module.css'
import { mayEdit, type UserAct, userActs, type Viewer } from './user-acts.ts'
import { userMessages } from './user-messages.ts'
import { userPaths } from './user-paths.ts'

const text = userMessages.mails

type Props = { message: Message; user: User; viewer: Viewer; onAct: (act: UserAct) => void }

/** Beside a mail that did not arrive: what to do about it, and the one button that helps. */
export function NextStep({ message, user, viewer, onAct }: Props) {
  if (!message.advice) return null
  return (
    <section className={styles.next} aria-label={text.nextStep}>
      <h3 className={styles.title}>{text.nextStep}</h3>
      <p>{message.advice}</p>
      <Act {...{ message, user, viewer, onAct }} />
    </section>
  )
}

function Act({ message, user, viewer, onAct }: Props) {
  const next = nextAct(message)
  const offered = userActs(user, viewer)
    .flat()
    .filter(({ blocked }) => !blocked)
  const isOffered = (act: UserAct) => offered.some(({ id }) => id === act)
  if (next === 'correct-address' && mayEdit(user, viewer)) {
    return (
      <ButtonLink look="primary" to={`${userPaths.edit(user.id)}#address`}>
        {text.correctAddress}
      </ButtonLink>
    )
  }
  if (next === 'send-again' && isOffered('reset')) {
    return (
      <Button look="primary" onClick={() => onAct('reset')}>
        {text.sendAgain}
      </Button>
    )
  }
  if (next === 'reactivate' && isOffered('reactivate')) {
    return (
      <Button look="primary" onClick={() => onAct('reactivate')}>
        {text.reactivate}
      </Button>
    )
  }
  return null
}
