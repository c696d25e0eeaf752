import { type ReactNode, useId } from 'react'
import styles from './connection-section.module.css'

type Props = { title: string; about?: string; children: ReactNode }

/** A section of a provider's page, with its name and description beside the content. */
export function ConnectionSection({ title, about, children }: Props) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {about && <p className={styles.about}>{about}</p>}
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  )
}
