import { TextField as AriaTextField, Input } from 'react-aria-components/TextField'
import box from '../ui/box.module.css'
import { FieldWords, type FieldWordsProps, fieldClass, wrong } from './field-words.tsx'
import styles from './number-field.module.css'

type Props = FieldWordsProps & {
  name: string
  /** The text as typed. Text that isn't a number stays and is checked on submit. */
  value: string
  onChange: (value: string) => void
  /** The unit behind the box, such as `minutes`. The label or hint contains it too. */
  unit: string
}

/**
 * A whole number with a unit. It has no arrows and ignores the wheel, to prevent accidental
 * changes.
 */
export function NumberField(props: Props) {
  const { label, hint, error, name, unit } = props
  return (
    <AriaTextField
      {...wrong(error)}
      id={name}
      name={name}
      className={fieldClass()}
      inputMode="numeric"
      value={props.value}
      onChange={props.onChange}
      autoComplete="off"
    >
      <FieldWords {...{ label, hint, error }} />
      <div className={styles.line} data-wrong={error ? true : undefined}>
        <div className={box.box}>
          <Input className={box.input ?? ''} />
        </div>
        <span className={styles.unit}>{unit}</span>
      </div>
    </AriaTextField>
  )
}
