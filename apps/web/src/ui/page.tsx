import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
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
 * One screen: its title, alert, single h1, words and form. Where the browser didn't load the page
 * itself, the focus goes to the h1, as after a page load.
 */
export function Page(props: Props) {
  const { title, heading = title, alert, failed = false, ownFocus = false, lede, children } = props
  const { organizationName } = useSite()
  const headingRef = useHeadingFocus(heading, ownFocus)
  useEffect(() => {
    document.title = `${failed ? messages.errorPrefix : ''}${title} – ${organizationName}`
  }, [failed, title, organizationName])
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

function useHeadingFocus(heading: string, ownFocus: boolean) {
  const ref = useRef<HTMLHeadingElement>(null)
  const focused = useRef<string | null>(null)
  const isFirstPage = useLocation().key === 'default'
  useEffect(() => {
    const isLoad = focused.current === null && isFirstPage
    if (!isLoad && !ownFocus && focused.current !== heading) ref.current?.focus()
    focused.current = heading
  }, [heading, ownFocus, isFirstPage])
  return ref
}
