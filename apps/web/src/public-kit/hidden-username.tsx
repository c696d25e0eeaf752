import styles from './hidden-username.module.css'

/**
 * Tells password managers which account the password belongs to. The field is off the screen and
 * out of the tab order. It is still a text field, because password managers ignore hidden fields.
 */
export function HiddenUsername({ username }: { username: string }) {
  return (
    <input
      className={styles.away}
      type="text"
      name="username"
      autoComplete="username"
      value={username}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}
