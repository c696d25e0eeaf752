import type { reactivateUser, User } from '@rekey/contracts/users'
import { X } from 'lucide-react'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Say } from '../../ui/say.tsx'
import { tell } from '../console/ask.ts'
import styles from './act-banner.module.css'
import type { ActDone } from './act-done.ts'
import { useVerb } from './use-verb.ts'
import { userMessages } from './user-messages.ts'

type Props = {
  user: User
  done: ActDone
  onDone: (done: ActDone) => void
  onClose: () => void
}

/** What the last act came to. It stays until it is closed, or the next act is done. */
export function ActBanner({ user, done, onDone, onClose }: Props) {
  return (
    <Banner
      tone="good"
      action={
        <span className={styles.actions}>
          {done.isUndoable && <Undo user={user} onDone={onDone} />}
          <button
            type="button"
            className={styles.close}
            aria-label={userMessages.close}
            onClick={onClose}
          >
            <Icon of={X} size={18} />
          </button>
        </span>
      }
    >
      {done.words}
    </Banner>
  )
}

/** Takes a deactivation back: as it was before, with the old password. */
function Undo({ user, onDone }: Pick<Props, 'user' | 'onDone'>) {
  const verb = useVerb<typeof reactivateUser>(
    () =>
      tell<typeof reactivateUser>('POST /users/{id}/reactivate', {
        params: { id: user.id },
        body: { mustChangePassword: false },
      }),
    () =>
      onDone({
        words: <Say text={userMessages.reactivate.done} values={{ name: user.displayName }} />,
      }),
  )
  if (verb.problem) return <ProblemBanner problem={verb.problem} retry={verb.run} />
  return (
    <Button busy={verb.busy} busyLabel={userMessages.undoing} onClick={verb.run}>
      {userMessages.undo}
    </Button>
  )
}
