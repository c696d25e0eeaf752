import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Collection } from 'react-aria-components/Collection'
import { ComboBox as AriaComboBox, Input } from 'react-aria-components/ComboBox'
import { Header } from 'react-aria-components/Header'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import box from '../ui/box.module.css'
import { Icon } from '../ui/icon.tsx'
import styles from './combo-box.module.css'
import { type FieldProps, FieldWords, fieldClass, wrong } from './field-words.tsx'
import popoverStyles from './popover.module.css'
import { Popover } from './popover.tsx'
import selectStyles from './select.module.css'
import type { Option } from './select.tsx'

type Props = FieldProps & {
  /** The options that the list shows now. The caller has already searched them by `typed`. */
  options: readonly Option[]
  /** Options of another kind, which stand below under a heading. */
  more?: { readonly title: string; readonly options: readonly Option[] }
  value: string | null
  onChange: (value: string | null) => void
  /** The text in the field at first, which is the label of `value`. */
  defaultTyped: string
  onType: (typed: string) => void
  /** The text of the list when it is empty. */
  nothing: string
  placeholder?: string
}

/** A choice from a long list. The typed text narrows the list, which the server searches. */
export function ComboBox(props: Props) {
  const { label, hint, error, name, options, more, value, onChange, defaultTyped, onType, look } =
    props
  return (
    <AriaComboBox
      {...wrong(error)}
      id={name}
      className={fieldClass(look)}
      items={options}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      defaultInputValue={defaultTyped}
      onInputChange={onType}
      allowsEmptyCollection
      menuTrigger="input"
    >
      <FieldWords {...{ label, hint, error }} />
      <div className={box.box}>
        <Input className={box.input ?? ''} placeholder={props.placeholder ?? ''} />
        <Button className={styles.arrow ?? ''}>
          <Icon of={ChevronDown} size={16} />
        </Button>
      </div>
      <Popover className={selectStyles.list ?? ''}>
        <ListBox
          className={popoverStyles.list ?? ''}
          renderEmptyState={() => <p className={styles.nothing}>{props.nothing}</p>}
        >
          <Collection items={options}>{choice}</Collection>
          {more && more.options.length > 0 && (
            <ListBoxSection>
              <Header className={styles.heading}>{more.title}</Header>
              <Collection items={more.options}>{choice}</Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}

const choice = ({ value: id, label: words }: Option) => (
  <ListBoxItem id={id} textValue={words} className={popoverStyles.item ?? ''}>
    <span className={popoverStyles.words}>{words}</span>
  </ListBoxItem>
)
