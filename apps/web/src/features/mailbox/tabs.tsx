import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useRef } from 'react'
import styles from './tabs.module.css'

type Props<K extends string> = {
  tabs: Readonly<Record<K, string>>
  chosen: K
  onChoose: (tab: K) => void
  children: ReactNode
}

/**
 * Tabs after the ARIA Authoring Practices. Only one is in the tab order. Arrows, Home and End move
 * and choose.
 */
export function Tabs<K extends string>({ tabs, chosen, onChoose, children }: Props<K>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const keys = Object.keys(tabs) as K[]

  const move = (event: KeyboardEvent) => {
    const at = keys.indexOf(chosen)
    const targets: Record<string, number> = {
      ArrowRight: (at + 1) % keys.length,
      ArrowLeft: (at + keys.length - 1) % keys.length,
      Home: 0,
      End: keys.length - 1,
    }
    const target = targets[event.key]
    const key = target === undefined ? undefined : keys[target]
    if (target === undefined || !key) return
    event.preventDefault()
    onChoose(key)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus()
  }

  return (
    <>
      <div ref={list} role="tablist" className={styles.list} onKeyDown={move}>
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            className={styles.tab}
            aria-selected={key === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={key === chosen ? 0 : -1}
            onClick={() => onChoose(key)}
          >
            {tabs[key]}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        className={styles.panel}
        aria-labelledby={`${id}-${chosen}`}
      >
        {children}
      </div>
    </>
  )
}
