import type { ReactNode } from 'react'
import { useDocumentTitle, useHeadingFocus } from '../ui/page.tsx'
import styles from './console-page.module.css'

type Props = {
  /** The single h1; `title` where the browser's tab says something else. */
  heading: string
  title?: string
  /** A name: translators leave it alone. */
  isName?: boolean
  /** Above the heading: the error summary of a form. */
  alert?: ReactNode
  failed?: boolean
  /** Where the page puts the focus elsewhere itself. */
  ownFocus?: boolean
  /** The way back, above all. */
  back?: ReactNode
  /** Beside the heading: how it stands. */
  beside?: ReactNode
  /** At the right: what can be done. */
  actions?: ReactNode
  /** Below the heading: results, announced, and there until closed. */
  notice?: ReactNode
  children?: ReactNode
}

/** One screen of the console, inside the frame. The focus goes to a new heading, as on public pages. */
export function ConsolePage(props: Props) {
  const { heading, title = heading, failed = false, ownFocus = false } = props
  const headingRef = useHeadingFocus(heading, ownFocus)
  useDocumentTitle(title, failed)
  return (
    <>
      {props.back}
      {props.alert}
      <div className={styles.head}>
        <div className={styles.name}>
          <h1
            ref={headingRef}
            tabIndex={-1}
            className={styles.heading}
            translate={props.isName ? 'no' : undefined}
          >
            {heading}
          </h1>
          {props.beside}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </div>
      <div role="status" className={styles.notice}>
        {props.notice}
      </div>
      {props.children}
    </>
  )
}
