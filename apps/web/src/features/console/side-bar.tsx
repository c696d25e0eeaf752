import { BookOpen, type LucideIcon, Menu as MenuIcon, Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { NavLink } from '../../console-kit/nav-link.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useSite } from '../../site.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { consoleMessages as text } from './console-messages.ts'
import { sections } from './sections.ts'
import styles from './side-bar.module.css'

/** The console's navigation: at the side, or on narrow screens a bar with a menu on top. */
export function SideBar({ onSearch }: { onSearch: () => void }) {
  const { organizationName } = useSite()
  const { may } = useCaller()
  const { isOpen, toggle, button, onKeyDown } = useFolding()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc reaches it from the links inside.
    <header className={styles.bar} onKeyDown={onKeyDown}>
      <div className={styles.top}>
        <Mark size={24} className={styles.mark} />
        <span className={styles.name} translate="no">
          {organizationName}
        </span>
        <IconButton icon={Search} label={text.search} onClick={onSearch} />
        <IconButton
          icon={isOpen ? X : MenuIcon}
          label={text.menu}
          onClick={toggle}
          ref={button}
          aria-expanded={isOpen}
          aria-controls="console-menu"
        />
      </div>
      <div id="console-menu" className={styles.menu} data-open={isOpen}>
        <nav aria-label={text.sections} className={styles.nav}>
          {sections.map((group) => (
            <ul key={group[0]?.to}>
              {group
                .filter(({ anyOf }) => may(...anyOf))
                .map(({ to, label, icon }) => (
                  <li key={to}>
                    <NavLink to={to} className={styles.link ?? ''}>
                      <Icon of={icon} size={18} />
                      {label}
                    </NavLink>
                  </li>
                ))}
            </ul>
          ))}
          <ul>
            <li>
              <a href="/docs" className={styles.link}>
                <Icon of={BookOpen} size={18} />
                {text.documentation}
              </a>
            </li>
          </ul>
        </nav>
        <AccountMenu />
      </div>
    </header>
  )
}

type IconButtonProps = React.ComponentProps<'button'> & { icon: LucideIcon; label: string }

/** Shown only in the bar on top. */
function IconButton({ icon, label, ...button }: IconButtonProps) {
  return (
    <button type="button" className={styles.button} aria-label={label} {...button}>
      <Icon of={icon} size={20} />
    </button>
  )
}

/**
 * The menu closes when the user opens a screen, or on Esc, which returns the focus to its button.
 */
function useFolding() {
  const { key } = useLocation()
  const [openAt, setOpenAt] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const isOpen = openAt === key
  if (openAt !== null && !isOpen) setOpenAt(null)
  return {
    isOpen,
    button,
    toggle: () => setOpenAt(isOpen ? null : key),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isOpen) return
      setOpenAt(null)
      button.current?.focus()
    },
  }
}
