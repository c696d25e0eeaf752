import { type Loading, LoadingPage } from '../../console-kit/loading-page.tsx'
import { paths } from '../../paths.ts'
import { rolesMessages as text } from './roles-messages.ts'

const up = { to: paths.roles, back: text.title, onward: text.toList }

/** Shown until the role has loaded. */
export const LoadingRole = ({ of }: { of: Loading }) => <LoadingPage words={text} of={of} up={up} />
