import { type ReactNode, useId } from 'react'
import styles from './settings-group.module.css'
import { settingsMessages as text } from './settings-messages.ts'
import { idOf } from './settings-sections.ts'

/** A section of the settings, with its name and description above the fields. */
export function SettingsGroup(props: { of: keyof typeof text.groups; children: ReactNode }) {
  const [title, about] = text.groups[props.of]
  const id = useId()
  return (
    <section id={idOf(props.of)} className={styles.group} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <p className={styles.about}>{about}</p>
      </div>
      <div className={styles.fields}>{props.children}</div>
    </section>
  )
}

/** Several fields that belong to one question. */
export function FieldSet(props: { legend: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    <fieldset className={styles.set} {...(props.hint && { 'aria-describedby': id })}>
      <legend className={styles.legend}>{props.legend}</legend>
      {props.hint && (
        <p id={id} className={styles.about}>
          {props.hint}
        </p>
      )}
      <div className={styles.pairs}>{props.children}</div>
    </fieldset>
  )
}
