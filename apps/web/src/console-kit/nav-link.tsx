import type { ComponentProps } from 'react'
import { useLocation, useResolvedPath } from 'react-router'
import { Link } from '../ui/link.tsx'

type Props = ComponentProps<typeof Link> & {
  /** True if the link is current only on its own address, not on addresses below it. */
  end?: boolean
}

/** A link that is marked as current while its screen, or one below it, is open. */
export function NavLink({ to, end = false, ...link }: Props) {
  const { pathname } = useLocation()
  const { pathname: own } = useResolvedPath(to)
  const isHere = pathname === own || (!end && pathname.startsWith(`${own}/`))
  return <Link {...link} to={to} aria-current={isHere ? 'page' : undefined} />
}
