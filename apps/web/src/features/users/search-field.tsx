import { Search } from 'lucide-react'
import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { useLocation } from 'react-router'
import box from '../../ui/box.module.css'
import { Icon } from '../../ui/icon.tsx'
import { type UsersState, userSearchId } from '../console/use-search-key.ts'
import styles from './search-field.module.css'
import { usersMessages as text } from './users-messages.ts'

/** So long after the last key it is searched. */
const debounceMs = 300

type Props = {
  /** What is searched now. */
  search: string
  onType: (search: string) => void
  /** Enter: at once, even where nothing has changed. */
  onEnter: (search: string) => void
  onArrowDown: () => void
}

/** Searches while one types, and at once on Enter. */
export function SearchField({ search, onType, onEnter, onArrowDown }: Props) {
  const { typed, type, settle } = useTyped(search, onType)
  const input = useFocusOnCall()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onEnter(settle())
  }
  const goDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    onArrowDown()
  }
  return (
    <search className={styles.search}>
      <form onSubmit={submit}>
        <label className={styles.label} htmlFor={userSearchId}>
          {text.search}
        </label>
        <div className={`${box.box} ${styles.box}`}>
          <Icon of={Search} size={18} />
          <input
            ref={input}
            id={userSearchId}
            type="search"
            className={`${box.input} ${styles.input}`}
            placeholder={text.searchPlaceholder}
            aria-keyshortcuts="Control+K Meta+K"
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="search"
            value={typed}
            onChange={(event) => type(event.target.value)}
            onKeyDown={goDown}
          />
          {!typed && (
            <span className={styles.key} aria-hidden="true">
              {isApple ? '⌘ K' : 'Ctrl K'}
            </span>
          )}
        </div>
      </form>
    </search>
  )
}

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

/** What stands in the field; it follows the search where that changes otherwise (Back, Clear). */
function useTyped(searched: string, onType: (search: string) => void) {
  const [typed, setTyped] = useState(searched)
  const sent = useRef(searched)
  useEffect(() => {
    if (searched === sent.current) return
    sent.current = searched
    setTyped(searched)
  }, [searched])
  const send = () => {
    sent.current = typed.trim()
    return sent.current
  }
  const search = useEffectEvent(() => onType(send()))
  useEffect(() => {
    if (typed.trim() === sent.current) return
    const timer = setTimeout(search, debounceMs)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, type: setTyped, settle: send }
}

/** Ctrl+K on another screen comes here. */
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
