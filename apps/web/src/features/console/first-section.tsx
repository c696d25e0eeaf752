import type { ReactNode } from 'react'
import { Navigate } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { consoleMessages } from './console-messages.ts'
import { sections } from './sections.ts'

const text = consoleMessages.nothing

type Props = {
  /** The address of the section. */
  at: string
  /** The section's own screen. */
  children: ReactNode
}

/**
 * Signing in opens the overview. Users whose roles don't allow it, or the list of users, go to the
 * first section that their roles allow.
 */
export function FirstSection({ at, children }: Props) {
  const { may } = useCaller()
  const allowed = sections.flat().filter(({ anyOf }) => may(...anyOf))
  if (allowed.some(({ to }) => to === at)) return children
  const [first] = allowed
  if (first) return <Navigate to={first.to} replace />
  return (
    <ConsolePage heading={text.heading}>
      <Empty title={text.title} text={text.text} />
    </ConsolePage>
  )
}
