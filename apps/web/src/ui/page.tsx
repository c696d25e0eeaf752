import { type ReactNode, useEffect, useRef } from 'react'
import { messages } from '../messages.ts'
import { useSite } from '../site.ts'
import styles from './page.module.css'

type Props = {
  /** The title of the browser's tab; `heading` is only set if it differs. */
  title: string
  heading?: string
  /** A banner or the error summary, above the heading. */
  alert?: ReactNode
  failed?: boolean
  /** True if the page sets the focus itself. */
  ownFocus?: boolean
  lede?: ReactNode
  children?: ReactNode
}

/**
 * A screen with its title, alert, single h1, text and form. When the app moves from one screen to
 * another, the new h1 gets the focus. Screen readers then start there, as after a page load.
 */
export function Page(props: Props) {
  const { title, heading = title, alert, failed = false, ownFocus = false, lede, children } = props
  const headingRef = useHeadingFocus(heading, ownFocus)
  useDocumentTitle(title, failed)
  return (
    <>
      {alert}
      <h1 ref={headingRef} tabIndex={-1} className={styles.heading}>
        {heading}
      </h1>
      {lede && <div className={styles.lede}>{lede}</div>}
      {children && <div className={styles.body}>{children}</div>}
    </>
  )
}

/** The title of the browser's tab: an error first, then the screen. */
export function useDocumentTitle(title: string, failed: boolean) {
  const { organizationName } = useSite()
  useEffect(() => {
    document.title = `${failed ? messages.errorPrefix : ''}${title} – ${organizationName}`
  }, [failed, title, organizationName])
}

/**
 * Null until the first heading, which gets no focus: the browser has just loaded the page itself.
 */
let lastHeading: string | null = null

export function useHeadingFocus(heading: string, ownFocus: boolean) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (lastHeading !== null && lastHeading !== heading && !ownFocus) ref.current?.focus()
    lastHeading = heading
  }, [heading, ownFocus])
  return ref
}
