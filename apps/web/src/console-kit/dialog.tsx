import { type FormEvent, type ReactNode, useId } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Form } from '../hooks/use-form.ts'
import styles from './dialog.module.css'
import ground from './ground.module.css'

type Props = {
  title: ReactNode
  /** The text below the title. Screen readers read it together with the title. */
  text?: ReactNode
  /** `alertdialog` for actions that end or remove something. */
  role?: 'dialog' | 'alertdialog'
  children?: ReactNode
  /**
   * The primary button comes first. The button with the focus has `autoFocus`; a submit button
   * sends.
   */
  actions: ReactNode
  /** While this is true, Esc doesn't close the dialog. */
  busy?: boolean
  onSubmit: () => void
  /** For fields that keep their own values. */
  form?: Pick<Form<string>['props'], 'ref' | 'onInput'>
  onClose: () => void
}

/**
 * A modal dialog in front of the page, which is inert meanwhile. On phones it is a sheet at the
 * bottom. The dialog is open as long as it is in the page. Esc closes it, and the focus then
 * returns to its previous place.
 */
export function Dialog(props: Props) {
  const { title, text, role = 'dialog', children, actions, busy = false, onClose } = props
  const textId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React passes events on through portals. The page's form must not receive the dialog's events.
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
          <form {...props.form} method="post" noValidate onSubmit={submit}>
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
