import type { ComponentProps } from 'react'
import { useLocation, useResolvedPath } from 'react-router'
import { Link } from '../ui/link.tsx'

type Props = ComponentProps<typeof Link> & {
  /** Only its own address counts, and none below it. */
  end?: boolean
}

/** A link that says that its screen, or one below it, is shown. */
export function NavLink({ to, end = false, ...link }: Props) {
  const { pathname } = useLocation()
  const { pathname: own } = useResolvedPath(to)
  const isHere = pathname === own || (!end && pathname.startsWith(`${own}/`))
  return <Link {...link} to={to} aria-current={isHere ? 'page' : undefined} />
}
