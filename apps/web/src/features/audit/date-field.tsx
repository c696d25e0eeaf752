import box from '../../ui/box.module.css'
import { Field } from '../../ui/field.tsx'

type Props = {
  name: string
  label: string
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/** A day, chosen in the browser's own calendar, which knows the viewer's date format. */
export function DateField({ name, label, value, onChange, error }: Props) {
  return (
    <Field {...{ name, label, error }}>
      {(ties) => (
        <div className={box.box}>
          <input
            type="date"
            {...ties}
            className={box.input}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  )
}
