import type { Problem } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { rolesMessages as text } from './roles-messages.ts'

/** Shown until the role has loaded. */
export const LoadingRole = (props: { problem: Problem | null; again: () => void }) => (
  <LoadingPage
    {...props}
    words={text}
    back={<BackLink to={paths.roles}>{text.title}</BackLink>}
    onward={<ButtonLink to={paths.roles}>{text.toList}</ButtonLink>}
  />
)
