import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import fieldStyles from './field.module.css'
import styles from './option-cards.module.css'

type Props<Value extends string> = {
  name: string
  label: string
  options: readonly { readonly value: Value; readonly title: string; readonly text?: string }[]
  value: Value
  onChange: (value: Value) => void
}

/**
 * A choice between a few options that need a sentence each. Each is a card that is fully clickable.
 */
export function OptionCards<Value extends string>(props: Props<Value>) {
  return (
    <RadioGroup
      name={props.name}
      value={props.value}
      onChange={(value) => props.onChange(value as Value)}
      className={styles.cards ?? ''}
    >
      <Label className={fieldStyles.label}>{props.label}</Label>
      {props.options.map(({ value, title, text }) => (
        <Radio key={value} value={value} className={styles.card ?? ''}>
          <span className={styles.dot} />
          <span>
            <span className={styles.title}>{title}</span>
            {text && <span className={styles.text}>{text}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
