import { TextArea as AriaTextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import box from '../ui/box.module.css'
import { FieldWords, type FieldWordsProps, fieldClass, wrong } from './field-words.tsx'
import styles from './text-area.module.css'

type Props = FieldWordsProps & {
  name: string
  value: string
  onChange: (value: string) => void
}

/** A field of several lines for exact values, such as certificates. */
export function TextArea(props: Props) {
  const { label, hint, error, name } = props
  return (
    <AriaTextField
      {...wrong(error)}
      id={name}
      name={name}
      className={fieldClass()}
      value={props.value}
      onChange={props.onChange}
      autoComplete="off"
      spellCheck="false"
      autoCorrect="off"
    >
      <FieldWords {...{ label, hint, error }} />
      <div className={`${box.box} ${styles.box}`}>
        <AriaTextArea rows={4} autoCapitalize="none" className={`${box.input} ${styles.area}`} />
      </div>
    </AriaTextField>
  )
}
