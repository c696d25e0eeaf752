import { Header } from 'react-aria-components/Header'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { Icon } from '../../ui/icon.tsx'
import type { Entry } from './entries.ts'
import styles from './palette.module.css'
import { paletteMessages as text } from './palette-messages.ts'
import type { Group } from './use-results.ts'
import { markStarts } from './words.ts'

type Props = {
  groups: readonly Group[]
  /** The typed words, whose matches are marked. */
  words: readonly string[]
  isSearching: boolean
  onOpen: (entry: Entry) => void
}

/** The groups of what was found. While a search runs, the last results stay, in a weaker tone. */
export function Results({ groups, words, isSearching, onOpen }: Props) {
  return (
    <ListBox
      aria-label={text.title}
      className={styles.results ?? ''}
      data-searching={isSearching || undefined}
    >
      {groups.map(({ title, entries }) => (
        <ListBoxSection key={title} id={title} className={styles.group ?? ''}>
          <Header className={styles.title}>{title}</Header>
          {entries.map((entry) => (
            <ListBoxItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              className={styles.entry ?? ''}
              onAction={() => onOpen(entry)}
            >
              <Icon of={entry.icon} size={18} />
              <span className={styles.label} translate="no">
                <Marked text={entry.label} words={words} />
              </span>{' '}
              {entry.beside && <span className={styles.beside}>{entry.beside}</span>}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  )
}

const Marked = (props: { text: string; words: readonly string[] }) =>
  markStarts(props.text, props.words).map((piece, index) =>
    piece.isMatch ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other name.
      <b key={index}>{piece.text}</b>
    ) : (
      piece.text
    ),
  )
