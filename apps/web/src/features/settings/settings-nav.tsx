import { useEffect, useState } from 'react'
import { settingsMessages as text } from './settings-messages.ts'
import styles from './settings-nav.module.css'
import { idOf, type Section, sections } from './settings-sections.ts'

/** Leads to the sections, and marks those with changes that aren't saved. */
export function SettingsNav({ changed }: { changed: ReadonlySet<Section> }) {
  const shown = useShownSection()
  return (
    <nav aria-label={text.sections} className={styles.nav}>
      <ul className={styles.list}>
        {sections.map((section) => (
          <li key={section}>
            <a
              href={`#${idOf(section)}`}
              className={styles.link}
              aria-current={section === shown ? 'true' : undefined}
            >
              {text.groups[section][0]}
              {changed.has(section) && (
                <span role="img" aria-label={text.changedHere} className={styles.dot} />
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The topmost section that is in view. */
function useShownSection(): Section | null {
  const [shown, setShown] = useState<Section | null>(sections[0] ?? null)
  useEffect(() => {
    const inView = new Set<string>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) inView.add(target.id)
          else inView.delete(target.id)
        }
        setShown((was) => sections.find((each) => inView.has(idOf(each))) ?? was)
      },
      { rootMargin: '-64px 0px -50%' },
    )
    for (const section of sections) {
      const element = document.getElementById(idOf(section))
      if (element) observer.observe(element)
    }
    return () => observer.disconnect()
  }, [])
  return shown
}
