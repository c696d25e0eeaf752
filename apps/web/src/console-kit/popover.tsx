import type { ReactNode } from 'react'
import { Popover as AriaPopover, type PopoverProps } from 'react-aria-components/Popover'
import ground from './ground.module.css'
import styles from './popover.module.css'

type Props = { children: ReactNode; placement?: PopoverProps['placement']; className?: string }

/** The box that menus and lists open in, 8 px from their button. */
export function Popover({ children, placement = 'bottom start', className = '' }: Props) {
  return (
    <AriaPopover
      className={`${ground.ground} ${styles.popover} ${className}`}
      placement={placement}
      offset={8}
    >
      {children}
    </AriaPopover>
  )
}
