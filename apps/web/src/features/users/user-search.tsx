import { type ComponentProps, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { SearchField } from '../../console-kit/search-field.tsx'
import { type UsersState, userSearchId } from '../../console-kit/use-search-key.ts'
import { userListMessages as text } from './user-list-messages.ts'
import styles from './user-search.module.css'

type Props = Pick<
  ComponentProps<typeof SearchField>,
  'search' | 'onType' | 'onEnter' | 'onArrowDown'
>

/** The search field that Ctrl+K opens from every screen of the console. */
export const UserSearch = (props: Props) => (
  <SearchField
    {...props}
    ref={useFocusOnCall()}
    id={userSearchId}
    label={text.search}
    placeholder={text.searchPlaceholder}
    aria-keyshortcuts="Control+K Meta+K"
    end={
      <span className={styles.key} aria-hidden="true">
        {isApple ? '⌘ K' : 'Ctrl K'}
      </span>
    }
  />
)

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

/** Takes the focus if the user pressed Ctrl+K on another screen. */
function useFocusOnCall() {
  const { key, state } = useLocation()
  const input = useRef<HTMLInputElement>(null)
  const isCalled = (state as UsersState | null)?.focusSearch === true
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each arrival.
  useEffect(() => {
    if (isCalled) input.current?.focus()
  }, [key, isCalled])
  return input
}
