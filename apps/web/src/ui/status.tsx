import type { ReactNode } from 'react'
import hidden from './hidden.module.css'

/**
 * A live region. It is in the page from the first paint, so that screen readers announce new text.
 */
export function Status({ children, visible }: { children: ReactNode; visible?: boolean }) {
  return (
    <div role="status" className={visible ? undefined : hidden.hidden}>
      {children}
    </div>
  )
}
