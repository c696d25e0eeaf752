import { bounds, defaultSettings } from '@rekey/contracts/settings'
import type { ReactNode } from 'react'
import { type FieldPathByValue, get } from 'react-hook-form'
import { Checkbox } from '../../console-kit/checkbox.tsx'
import { NumberField } from '../../console-kit/number-field.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { Select } from '../../console-kit/select.tsx'
import { fill } from '../../fill.ts'
import { type NumberName, numberSetting } from './number-settings.ts'
import styles from './setting-fields.module.css'
import { settingsMessages as text } from './settings-messages.ts'
import type { SettingsValues } from './settings-values.ts'
import type { SettingsForm } from './use-settings-form.ts'

type Of = { of: SettingsForm }

/** The value of a setting in a new installation, by its path. */
const standardOf = (name: string): unknown => get(defaultSettings, name)

/** Says what the default is where another value is chosen. */
const withDefault = (hint: ReactNode, words: string | null) =>
  words === null ? (
    hint
  ) : (
    <>
      {hint} {fill(text.defaultIs, { value: words })}
    </>
  )

/** A setting with a whole number and a unit. The hint shows the allowed range. */
export function NumberSetting({ of: form, name }: Of & { name: NumberName }) {
  const { label, unit, more, bound } = numberSetting(name)
  const [from, to] = bounds[bound].map(numberWords) as [string, string]
  const range = { from, to, unit, standard: numberWords(standardOf(name) as number) }
  const hint = more ? fill(text.rangeAnd, { ...range, more }) : fill(text.range, range)
  return <NumberField {...form.field(name)} {...{ label, hint, unit }} />
}

type ChoiceName = FieldPathByValue<SettingsValues, string> &
  (
    | `recoveryMethods.${string}`
    | `passwordPolicies.${string}`
    | `secondFactor.${string}`
    | 'secondFactorForConsole'
  )

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
  const field = form.field(name)
  const options = Object.entries<string>(words).map(([value, each]) => ({ value, label: each }))
  const standard = standardOf(name)
  return (
    <Select
      {...field}
      {...{ label, options }}
      onChange={(value) => field.onChange(value as typeof field.value)}
      hint={withDefault(
        hintOf?.(field.value as Value),
        field.value === standard ? null : words[standard as Value],
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
  const field = form.field(name)
  const options = Object.entries<readonly [string, string]>(words).map(
    ([value, [title, sentence]]) => ({
      value,
      title: value === standardOf(name) ? fill(text.isDefault, { title }) : title,
      text: sentence,
    }),
  )
  return (
    <OptionCards
      {...field}
      {...{ label, options }}
      onChange={(value) => field.onChange(value as typeof field.value)}
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
    <div className={styles.check}>
      <Checkbox {...form.field(name)}>
        <span>
          {label}
          <span className={styles.hint}>
            {withDefault(
              hint,
              form.field(name).value === standardOf(name)
                ? null
                : text.conflict[standardOf(name) ? 'on' : 'off'],
            )}
          </span>
        </span>
      </Checkbox>
    </div>
  )
}
