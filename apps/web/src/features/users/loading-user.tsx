import type { Problem } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { userMessages } from './user-messages.ts'

/** Until a user is there. */
export const LoadingUser = (props: { problem: Problem | null; again: () => void }) => (
  <LoadingPage
    {...props}
    words={userMessages}
    back={<BackLink to={userPaths.users}>{userMessages.back}</BackLink>}
    onward={<ButtonLink to={userPaths.users}>{userMessages.toUsers}</ButtonLink>}
  />
)
