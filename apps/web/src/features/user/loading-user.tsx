import type { Problem } from '../../api.ts'
import { LoadingPage } from '../../console-ui/loading-page.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { BackLink } from './back-link.tsx'
import { userMessages } from './user-messages.ts'
import { userPaths } from './user-paths.ts'

/** Until a user is there. */
export const LoadingUser = (props: { problem: Problem | null; again: () => void }) => (
  <LoadingPage
    {...props}
    words={userMessages}
    back={<BackLink to={userPaths.users}>{userMessages.back}</BackLink>}
    onward={<ButtonLink to={userPaths.users}>{userMessages.toUsers}</ButtonLink>}
  />
)
