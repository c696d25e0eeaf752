import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import styles from './dialog.module.css'

type Props = {
  title: ReactNode
  children: ReactNode
  actions: ReactNode
  /** While this is true, Esc doesn't close the dialog. */
  busy: boolean
  onClose: () => void
}

/** The browser's own modal dialog: it holds the focus, makes the page inert and closes on Esc. */
export function Dialog({ title, children, actions, busy, onClose }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const textId = useId()
  // Close the dialog before it leaves the page. An open dialog that is removed keeps the page
  // inert.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      aria-describedby={textId}
      onCancel={(event) => busy && event.preventDefault()}
      onClose={() => !ref.current?.open && onClose()}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      <div id={textId} className={styles.text}>
        {children}
      </div>
      <div className={styles.actions}>{actions}</div>
    </dialog>
  )
}
