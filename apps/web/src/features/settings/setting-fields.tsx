import { bounds } from '@rekey/contracts/settings'
import type { ReactNode } from 'react'
import { Controller, type FieldPathByValue } from 'react-hook-form'
import { Checkbox } from '../../console-kit/checkbox.tsx'
import { NumberField } from '../../console-kit/number-field.tsx'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { Select } from '../../console-kit/select.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { fill } from '../../fill.ts'
import { shown } from './fault-words.ts'
import { type NumberName, numberSetting } from './number-settings.ts'
import styles from './setting-fields.module.css'
import { settingsMessages as text } from './settings-messages.ts'
import type { SettingsValues } from './settings-values.ts'
import type { SettingsForm } from './use-settings-form.ts'

type Of = { of: SettingsForm }

/** A setting with a line of text. */
export function TextSetting(
  props: Of & {
    name: 'organizationName' | 'supportAddress'
    label: string
    hint: string
    isProse?: boolean
  },
) {
  const { of: form, name, ...words } = props
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { ref, ...field } }) => (
        <TextField {...field} {...words} inputRef={ref} error={form.errorOf(name)} />
      )}
    />
  )
}

/** A setting with a whole number and a unit. The hint shows the allowed range. */
export function NumberSetting({ of: form, name }: Of & { name: NumberName }) {
  const { label, unit, more, bound } = numberSetting(name)
  const [from, to] = bounds[bound].map(shown) as [string, string]
  const range = { from, to, unit }
  const hint = more ? fill(text.rangeAnd, { ...range, more }) : fill(text.range, range)
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { ref, ...field } }) => (
        <NumberField
          {...{ label, hint, unit }}
          {...field}
          inputRef={ref}
          error={form.errorOf(name)}
        />
      )}
    />
  )
}

type ChoiceName = FieldPathByValue<SettingsValues, string> &
  (`recoveryMethods.${string}` | `passwordPolicies.${string}`)

/** A choice between a few values with short names. */
export function ChoiceSetting<Value extends string>(
  props: Of & {
    name: ChoiceName
    label: string
    words: Readonly<Record<Value, string>>
    hintOf?: (value: Value) => ReactNode
  },
) {
  const { of: form, name, label, words, hintOf } = props
  const options = Object.entries<string>(words).map(([value, each]) => ({ value, label: each }))
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <Select
          {...{ name, label, options, value, onChange }}
          {...(hintOf && { hint: hintOf(value as Value) })}
        />
      )}
    />
  )
}

/** A choice between two options that need a sentence each. */
export function CardSetting<Value extends string>(
  props: Of & {
    name: 'disclosure' | 'consoleSignIn'
    label: string
    words: Readonly<Record<Value, readonly [title: string, text: string]>>
  },
) {
  const { of: form, name, label, words } = props
  const options = Object.entries<readonly [string, string]>(words).map(
    ([value, [title, sentence]]) => ({ value, title, text: sentence }),
  )
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <OptionCards {...{ name, label, options, value, onChange }} />
      )}
    />
  )
}

/** A checkbox with an explanation below. */
export function CheckSetting(
  props: Of & {
    name: 'breachList' | 'codeInSubject' | 'usernameInTemporaryPasswordMail'
    label: string
    hint: string
  },
) {
  const { of: form, name, label, hint } = props
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <div className={styles.check}>
          <Checkbox name={name} checked={value} onChange={onChange}>
            <span>
              {label}
              <span className={styles.hint}>{hint}</span>
            </span>
          </Checkbox>
        </div>
      )}
    />
  )
}
