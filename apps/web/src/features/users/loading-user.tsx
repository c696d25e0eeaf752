import { type Loading, LoadingPage } from '../../console-kit/loading-page.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import { userDetailsMessages as text } from './user-details-messages.ts'

const up = { to: userPaths.users, back: text.back, onward: text.toUsers }

/** Shown until the user has loaded. */
export const LoadingUser = ({ of }: { of: Loading }) => <LoadingPage words={text} of={of} up={up} />
