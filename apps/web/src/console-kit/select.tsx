import { Check, ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Icon } from '../ui/icon.tsx'
import fieldStyles from './field.module.css'
import { type FieldProps, FieldWords, fieldClass, wrong } from './field-words.tsx'
import popoverStyles from './popover.module.css'
import { Popover } from './popover.tsx'
import styles from './select.module.css'

export type Option<Value extends string = string> = {
  readonly value: Value
  readonly label: string
}

type Props<Value extends string> = FieldProps & {
  /** Each value occurs once, and none is the empty string. */
  options: readonly Option<Value>[]
  value: Value
  onChange: (value: Value) => void
}

/** A choice from a short list. Enter, Space and arrows open it, and letters jump to an option. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, hint, error, name, options, value, onChange, look } = props
  return (
    <AriaSelect
      {...wrong(error)}
      id={name}
      className={fieldClass(look)}
      value={value}
      onChange={(key) => key !== null && onChange(key as Value)}
    >
      <FieldWords {...{ label, hint, error }} />
      <Button className={fieldStyles.opener ?? ''}>
        <SelectValue className={fieldStyles.value ?? ''}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <Icon of={ChevronDown} size={16} />
      </Button>
      <Popover className={styles.list ?? ''}>
        <ListBox className={popoverStyles.list ?? ''} items={options}>
          {({ value: id, label: words }) => (
            <ListBoxItem id={id} textValue={words} className={popoverStyles.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={popoverStyles.words}>{words}</span>
                  {isSelected && <Icon of={Check} size={16} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
