import type { ReactNode } from 'react'
import hidden from './hidden.module.css'

/** A live region, in the page from the first paint, so that what comes into it is announced. */
export function Status({ children, visible }: { children: ReactNode; visible?: boolean }) {
  return (
    <div role="status" className={visible ? undefined : hidden.hidden}>
      {children}
    </div>
  )
}
