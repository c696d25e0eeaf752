import { ChevronDown, type LucideIcon } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components/Menu'
import buttonStyles from '../ui/button.module.css'
import { Icon } from '../ui/icon.tsx'
import styles from './menu.module.css'
import popoverStyles from './popover.module.css'
import { Popover } from './popover.tsx'

export type MenuEntry<Id extends string = string> = {
  readonly id: Id
  readonly label: string
  readonly icon: LucideIcon
  /** The action can't be undone. It stands last in its menu, in red. */
  readonly isGrave?: boolean
  /** Why the entry can't be chosen now. It stays in the menu and shows this reason. */
  readonly blocked?: string | null
}

type Props<Id extends string> = {
  /** The button that opens the menu: a `MenuButton` or another button of React Aria. */
  trigger: ReactNode
  /** The accessible name of the menu. */
  label: string
  /** Groups are separated by lines. */
  groups: readonly (readonly MenuEntry<Id>[])[]
  onChoose: (id: Id) => void
  placement?: 'bottom end' | 'bottom start' | 'top start'
}

/** A menu button after the ARIA Authoring Practices. The focus returns to the button. */
export function Menu<Id extends string>({ trigger, groups, onChoose, ...props }: Props<Id>) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={props.placement ?? 'bottom end'} className={styles.menu ?? ''}>
        <AriaMenu
          aria-label={props.label}
          className={popoverStyles.list ?? ''}
          onAction={(id) => isFree(groups, id) && onChoose(id as Id)}
        >
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <Fragment key={group[0]?.id}>
                {index > 0 && <Separator />}
                {group.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </Fragment>
            ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

const isFree = (groups: readonly (readonly MenuEntry[])[], id: unknown) =>
  groups.flat().some((entry) => entry.id === id && !entry.blocked)

/**
 * A blocked entry can take the focus, so that screen readers read its reason, but it can't be
 * chosen. The ARIA Authoring Practices allow this: "disabled items may be focusable". React Aria's
 * `isDisabled` doesn't support it.
 */
function Entry({ entry }: { entry: MenuEntry }) {
  const { id, label, icon, isGrave, blocked } = entry
  const looks = [popoverStyles.item, isGrave && styles.grave, blocked && styles.blocked]
  return (
    <MenuItem
      id={id}
      textValue={label}
      className={looks.filter(Boolean).join(' ')}
      shouldCloseOnSelect={!blocked}
      {...(blocked && {
        render: (item) => <div {...(item as object)} aria-disabled="true" />,
      })}
    >
      <Icon of={icon} size={18} />
      <span className={popoverStyles.words}>
        {label}
        {blocked && <span className={styles.reason}> {blocked}</span>}
      </span>
    </MenuItem>
  )
}

/** The usual button of a menu, with a label and an arrow. */
export function MenuButton({ children }: { children: ReactNode }) {
  return (
    <Button className={`${buttonStyles.button} ${buttonStyles.secondary} ${styles.opener}`}>
      {children}
      <Icon of={ChevronDown} size={16} />
    </Button>
  )
}
