import { type FormEvent, type ReactNode, useId } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import styles from './dialog.module.css'
import ground from './ground.module.css'

type Props = {
  title: ReactNode
  /** What it is about, read out with the title. */
  text?: ReactNode
  /** `alertdialog` for what ends or takes something away. */
  role?: 'dialog' | 'alertdialog'
  children?: ReactNode
  /** Primary first. The one to start on has `autoFocus`; a submit button sends the form. */
  actions: ReactNode
  /** While it works, Esc doesn't close it. */
  busy?: boolean
  onSubmit: () => void
  onClose: () => void
}

/**
 * A question in front of the page, which is inert meanwhile; on phones a sheet at the bottom. In the
 * page means open. Esc closes it; the focus goes back where it was.
 */
export function Dialog(props: Props) {
  const { title, text, role = 'dialog', children, actions, busy = false, onClose } = props
  const textId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React passes events on through portals: the form of the page must not hear of this one.
    event.stopPropagation()
    props.onSubmit()
  }
  return (
    <ModalOverlay
      isOpen
      className={`${ground.ground} ${styles.scrim}`}
      isKeyboardDismissDisabled={busy}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Modal className={styles.modal ?? ''}>
        <AriaDialog role={role} className={styles.dialog ?? ''} aria-describedby={textId}>
          <form method="post" noValidate onSubmit={submit}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            <div id={textId} className={styles.text}>
              {text}
            </div>
            {children && <div className={styles.body}>{children}</div>}
            <div className={styles.actions}>{actions}</div>
          </form>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
