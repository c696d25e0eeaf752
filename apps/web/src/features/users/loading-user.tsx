import type { Problem } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

/** Shown until the user has loaded. */
export const LoadingUser = (props: { problem: Problem | null; again: () => void }) => (
  <LoadingPage
    {...props}
    words={userDetailsMessages}
    back={<BackLink to={userPaths.users}>{userDetailsMessages.back}</BackLink>}
    onward={<ButtonLink to={userPaths.users}>{userDetailsMessages.toUsers}</ButtonLink>}
  />
)
