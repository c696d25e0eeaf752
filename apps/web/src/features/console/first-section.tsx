import type { ReactNode } from 'react'
import { Navigate } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { consoleMessages } from './console-messages.ts'
import { sections } from './sections.ts'

const text = consoleMessages.nothing

/**
 * Signing in opens the first section. Users whose roles don't allow it go to the first section that
 * their roles allow.
 * @param children the first section's own screen
 */
export function FirstSection({ children }: { children: ReactNode }) {
  const { may } = useCaller()
  const all = sections.flat()
  const first = all.find(({ anyOf }) => may(...anyOf))
  if (first === all[0]) return children
  if (first) return <Navigate to={first.to} replace />
  return (
    <ConsolePage heading={text.heading}>
      <Empty title={text.title} text={text.text} />
    </ConsolePage>
  )
}
