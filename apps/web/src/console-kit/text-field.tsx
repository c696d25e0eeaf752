import type { HTMLInputAutoCompleteAttribute } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components/TextField'
import box from '../ui/box.module.css'
import { type FieldProps, FieldWords, fieldClass, wrong } from './field-words.tsx'

type Props = FieldProps & {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'password' | 'date'
  autoComplete?: HTMLInputAutoCompleteAttribute
  autoFocus?: boolean
  /** True for prose. Otherwise browsers don't capitalise, correct or spell-check the text. */
  isProse?: boolean
}

/** A line of text in the console. */
export function TextField(props: Props) {
  const { label, hint, error, name, look, isProse = false, autoComplete = 'off' } = props
  return (
    <AriaTextField
      {...wrong(error)}
      id={name}
      name={name}
      className={fieldClass(look)}
      type={props.type ?? 'text'}
      value={props.value}
      onChange={props.onChange}
      autoComplete={autoComplete}
      spellCheck={isProse ? 'true' : 'false'}
      autoCorrect={isProse ? 'on' : 'off'}
      autoFocus={props.autoFocus ?? false}
    >
      <FieldWords {...{ label, hint, error }} />
      <div className={box.box}>
        <Input className={box.input ?? ''} autoCapitalize={isProse ? 'sentences' : 'none'} />
      </div>
    </AriaTextField>
  )
}
