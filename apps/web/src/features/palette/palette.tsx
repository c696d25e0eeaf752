import { Search } from 'lucide-react'
import { useContext, useEffect, useId, useState } from 'react'
import { Autocomplete, AutocompleteStateContext } from 'react-aria-components/Autocomplete'
import { Button } from 'react-aria-components/Button'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Input, SearchField } from 'react-aria-components/SearchField'
import { useNavigate } from 'react-router'
import { countWords } from '../../console-kit/count-words.ts'
import ground from '../../console-kit/ground.module.css'
import { fill } from '../../fill.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import type { Entry } from './entries.ts'
import styles from './palette.module.css'
import { paletteMessages as text } from './palette-messages.ts'
import { Results } from './results.tsx'
import { type Offers, useResults } from './use-results.ts'

type Props = Offers & { onClose: () => void }

/**
 * The console's palette: one field that finds users, pages and actions. The focus stays in the
 * field, and the arrow keys choose from the list (ARIA Authoring Practices, combobox).
 */
export function Palette({ onClose, ...offers }: Props) {
  const [typed, setTyped] = useState('')
  const { groups, words, isSearching, problem, again } = useResults(typed, offers)
  const navigate = useNavigate()
  const entries = groups.flatMap((group) => group.entries)
  const open = (entry: Entry) => {
    onClose()
    if (entry.isOutside) window.location.assign(entry.to)
    else void navigate(entry.to, { state: entry.state })
  }
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={`${ground.ground} ${styles.scrim}`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <Heading slot="title" className={hidden.hidden ?? ''}>
            {text.title}
          </Heading>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <Field onClose={onClose} isEmpty={typed === ''} hasResults={entries.length > 0} />
            <ProblemAlert problem={problem} retry={again} />
            <Results {...{ groups, words, isSearching }} onOpen={open} />
          </Autocomplete>
          <Foot typed={typed} count={entries.length} isSearching={isSearching} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

type FieldProps = { onClose: () => void; isEmpty: boolean; hasResults: boolean }

function Field({ onClose, isEmpty, hasResults }: FieldProps) {
  const chosen = useContext(AutocompleteStateContext)
  // React Aria goes on naming the chosen option after the last option is gone.
  useEffect(() => {
    if (!hasResults) chosen?.setFocusedNodeId(null)
  }, [hasResults, chosen])
  return (
    <SearchField
      aria-label={text.title}
      className={styles.field ?? ''}
      // Esc first empties the field, as in every search field, and then closes.
      onKeyDown={(event) => event.key === 'Escape' && isEmpty && onClose()}
    >
      <Icon of={Search} size={20} />
      <Input
        autoFocus
        role="combobox"
        aria-expanded="true"
        className={styles.input ?? ''}
        placeholder={text.placeholder}
      />
      <Button
        slot={null}
        className={styles.close ?? ''}
        aria-label={text.closeLabel}
        onPress={onClose}
      >
        {text.close}
      </Button>
    </SearchField>
  )
}

type FootProps = { typed: string; count: number; isSearching: boolean }

function Foot({ typed, count, isSearching }: FootProps) {
  const id = useId()
  const found = countWords(count, text.one, text.many)
  const nothing = fill(text.none, { typed: typed.trim() })
  return (
    <div className={styles.foot}>
      <span aria-hidden="true" className={styles.keys}>
        <kbd>↑</kbd>
        <kbd>↓</kbd>
        {text.toMove}
      </span>
      <span aria-hidden="true" className={styles.keys}>
        <kbd>Enter</kbd>
        {text.toOpen}
      </span>
      <span id={id} role="status" className={styles.count}>
        {isSearching ? '' : count === 0 && typed.trim() !== '' ? nothing : found}
      </span>
    </div>
  )
}
