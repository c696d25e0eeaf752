import { type ReactNode, useEffect, useRef } from 'react'
import { messages } from '../messages.ts'
import { useSite } from '../site.ts'
import styles from './page.module.css'

type Props = {
  /** For the browser's tab; `heading` where the two differ. */
  title: string
  heading?: string
  /** Above the heading: banner or error summary. */
  alert?: ReactNode
  failed?: boolean
  /** Where the page puts the focus elsewhere itself. */
  ownFocus?: boolean
  lede?: ReactNode
  children?: ReactNode
}

/**
 * One screen: its title, alert, single h1, words and form. When one gives way to another within the
 * app, the focus goes to the new h1, as a reader would start there after a page load.
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

/** What the browser's tab says: an error first, then the screen. */
export function useDocumentTitle(title: string, failed: boolean) {
  const { organizationName } = useSite()
  useEffect(() => {
    document.title = `${failed ? messages.errorPrefix : ''}${title} – ${organizationName}`
  }, [failed, title, organizationName])
}

/** Null until the browser's own page load has brought the first heading, which is left alone. */
let lastHeading: string | null = null

export function useHeadingFocus(heading: string, ownFocus: boolean) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (lastHeading !== null && lastHeading !== heading && !ownFocus) ref.current?.focus()
    lastHeading = heading
  }, [heading, ownFocus])
  return ref
}
