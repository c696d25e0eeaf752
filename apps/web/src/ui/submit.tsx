import { Button } from './button.tsx'
import styles from './form.module.css'

type Props = {
  form: { readonly busy: boolean }
  words: { readonly submit: string; readonly busy: string }
}

/** The button that sends a public form, below its last field. */
export const Submit = ({ form, words }: Props) => (
  <div className={styles.actions}>
    <Button type="submit" look="primary" busy={form.busy} busyLabel={words.busy}>
      {words.submit}
    </Button>
  </div>
)
