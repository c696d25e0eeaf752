import type { ComponentProps } from 'react'
import { SearchField } from '../../console-kit/search-field.tsx'
import { userListMessages as text } from './user-list-messages.ts'
import styles from './user-search.module.css'

type Props = Pick<
  ComponentProps<typeof SearchField>,
  'search' | 'onType' | 'onEnter' | 'onArrowDown'
>

/**
 * The search field above the list. It shows the key of the palette, which finds users everywhere.
 */
export const UserSearch = (props: Props) => (
  <SearchField
    {...props}
    id="user-search"
    label={text.search}
    placeholder={text.searchPlaceholder}
    end={
      <span className={styles.key} aria-hidden="true">
        {isApple ? '⌘ K' : 'Ctrl K'}
      </span>
    }
  />
)

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)
