import { Search } from 'lucide-react'
import {
  type ComponentProps,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import box from '../ui/box.module.css'
import { Icon } from '../ui/icon.tsx'
import styles from './search-field.module.css'

/** How long after the last key the search starts. */
const debounceMs = 300

type Props = Pick<ComponentProps<'input'>, 'placeholder'> & {
  id: string
  label: string
  /** The current search. */
  search: string
  onType: (search: string) => void
  /** Called on Enter, at once and even if the text hasn't changed. */
  onEnter: (search: string) => void
  onArrowDown: () => void
  /** Shown at the end of the field while it is empty. */
  end?: ReactNode
}

/** Searches while the user types, and at once on Enter. */
export function SearchField(props: Props) {
  const { id, label, search, onType, onEnter, onArrowDown, end, placeholder } = props
  const { typed, type, settle } = useTyped(search, onType)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onEnter(settle())
  }
  const goDown = (event: KeyboardEvent) => {
    // While an input method composes a word, the arrows choose among its suggestions.
    if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onArrowDown()
  }
  return (
    <search className={styles.search}>
      <form onSubmit={submit}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        <div className={`${box.box} ${styles.box}`}>
          <Icon of={Search} size={18} />
          <input
            placeholder={placeholder}
            id={id}
            type="search"
            className={`${box.input} ${styles.input}`}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="search"
            value={typed}
            onChange={(event) => type(event.target.value)}
            onKeyDown={goDown}
          />
          {!typed && end}
        </div>
      </form>
    </search>
  )
}

/** The text in the field. It follows the search if something else changes that (Back, Clear). */
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
    const { pathname } = window.location
    // If the user has already gone to another screen that is still loading, don't pull them back.
    const timer = setTimeout(() => pathname === window.location.pathname && search(), debounceMs)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, type: setTyped, settle: send }
}
