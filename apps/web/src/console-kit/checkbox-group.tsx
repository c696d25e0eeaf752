import { type ReactNode, useId } from 'react'
import { Checkbox } from './checkbox.tsx'
import styles from './checkbox-group.module.css'

type Props = {
  /** Also the id of the group. */
  name: string
  label: string
  hint?: ReactNode
  options: readonly { readonly value: string; readonly label: string; readonly text?: string }[]
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** Several checkboxes, of which any number can be checked. */
export function CheckboxGroup({ name, label, hint, options, value, onChange }: Props) {
  const hintId = useId()
  const others = (option: string) => value.filter((each) => each !== option)
  return (
    <fieldset id={name} className={styles.group} {...(hint && { 'aria-describedby': hintId })}>
      <legend className={styles.label}>{label}</legend>
      {hint && (
        <p id={hintId} className={styles.text}>
          {hint}
        </p>
      )}
      <div className={styles.boxes}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            name={option.value}
            value={value.includes(option.value)}
            onChange={(isChecked) =>
              onChange([...others(option.value), ...(isChecked ? [option.value] : [])])
            }
            hint={option.text}
          >
            {option.label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
