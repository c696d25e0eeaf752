import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import styles from '../../console-kit/loading-page.module.css'
import { userPaths } from '../../console-kit/user-paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import type { ActDone } from './act-done.ts'
import { userDetailsMessages } from './user-details-messages.ts'

/** Shown after a user was deleted: the result, and a link to go on. */
export function DeletedUser({ name, done }: { name: string; done: ActDone }) {
  return (
    <ConsolePage
      heading={name}
      back={<BackLink to={userPaths.users}>{userDetailsMessages.back}</BackLink>}
      notice={<Banner tone="good">{done.words}</Banner>}
    >
      <p className={styles.text}>{userDetailsMessages.delete.remains}</p>
      <ButtonLink look="primary" to={userPaths.users}>
        {userDetailsMessages.toUsers}
      </ButtonLink>
    </ConsolePage>
  )
}
