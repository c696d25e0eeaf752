import type { ReactNode } from 'react'
import { useDocumentTitle, useHeadingFocus } from '../ui/page.tsx'
import styles from './console-page.module.css'

type Props = {
  /** The text of the only h1. `title` is set if the browser's tab shows a different text. */
  heading: string
  title?: string
  /** The heading is a name, which translators must not change. */
  isName?: boolean
  /** An alert above the heading, such as a form's error summary. */
  alert?: ReactNode
  failed?: boolean
  /** True if the page sets the focus itself. */
  ownFocus?: boolean
  /** The link back, at the top of the page. */
  back?: ReactNode
  /** The status, beside the heading. */
  beside?: ReactNode
  /** The buttons at the right. */
  actions?: ReactNode
  /**
   * Results below the heading. Screen readers announce them, and they stay until the user closes
   * them.
   */
  notice?: ReactNode
  children?: ReactNode
}

/** A screen of the console inside the frame. Like on public pages, a new heading gets the focus. */
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
