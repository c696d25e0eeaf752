import styles from './hidden-username.module.css'

/**
 * Tells password managers whose password this is. Off the screen and out of the tab order, but a
 * text field, since they pass over hidden ones.
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
