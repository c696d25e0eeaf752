import { maximumPerMinute } from '@rekey/contracts/reset-campaigns'
import type { Query } from '@rekey/contracts/route'
import type { RecoveryMethod } from '@rekey/contracts/settings'
import type { listUsers, userFilters } from '@rekey/contracts/users'
import { Checkbox } from '../../console-kit/checkbox.tsx'
import { countWords } from '../../console-kit/count-words.ts'
import fieldStyles from '../../console-kit/field.module.css'
import { FieldGroup } from '../../console-kit/field-group.tsx'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { NumberField } from '../../console-kit/number-field.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { OptionCards } from '../../console-kit/option-cards.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import type { ConsoleForm } from '../../console-kit/use-console-form.ts'
import { userWords } from '../../console-kit/user-words.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import styles from './campaigns.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.form

type Filter = Pick<Query<typeof listUsers>, keyof typeof userFilters>

export type CampaignValues = {
  name: string
  reason: string
  filter: Filter
  /** The users who were selected one by one, in place of the filter. */
  userIds: string[] | null
  method: RecoveryMethod | 'usual'
  endSessions: boolean
  blockCurrentPassword: boolean
  perMinute: string
}

type Form = ConsoleForm<CampaignValues>

const methods = (['usual', 'code', 'temporary-password'] as const).map((value) => ({
  value,
  ...text.methods[value],
}))

/** What a campaign is for, who gets the mail, and what is in it. */
export function CampaignFields({ of: form }: { of: Form }) {
  return (
    <div className={styles.fields}>
      <TextField {...form.field('name')} label={text.name} hint={text.nameHint} isProse />
      <TextField {...form.field('reason')} label={text.reason} hint={text.reasonHint} isProse />
      {form.values.userIds ? <Selected of={form} /> : <Who of={form} />}
      <OptionCards {...form.field('method')} label={text.method} options={methods} />
      <FieldGroup name="before" label={text.before} error={undefined} className={styles.choices}>
        <p className={fieldStyles.label}>{text.before}</p>
        <Checkbox {...form.field('endSessions')}>{text.endSessions}</Checkbox>
        <Checkbox {...form.field('blockCurrentPassword')}>{text.block}</Checkbox>
      </FieldGroup>
      <NumberField
        {...form.field('perMinute')}
        label={text.perMinute}
        hint={fill(text.perMinuteHint, { most: numberWords(maximumPerMinute) })}
        unit={text.unit}
      />
    </div>
  )
}

function Selected({ of: form }: { of: Form }) {
  const { value, onChange } = form.field('userIds')
  const count = value?.length ?? 0
  return (
    <FieldGroup name="who" label={text.who} error={undefined} className={styles.who}>
      <p className={fieldStyles.label}>{text.who}</p>
      <p className={styles.words}>{countWords(count, text.selectedOne, text.selected)}</p>
      <Button look="link" onClick={() => onChange(null)}>
        {text.byFilters}
      </Button>
    </FieldGroup>
  )
}

function Who({ of: form }: { of: Form }) {
  const { value: filter, onChange } = form.field('filter')
  const change = (by: Filter) => onChange({ ...filter, ...by })
  const { kind, status, passwordState, ...others } = filter
  return (
    <FieldGroup name="who" label={text.who} error={undefined} className={styles.who}>
      <p className={fieldStyles.label}>{text.who}</p>
      <p className={styles.words}>{text.whoText}</p>
      <FilterSelect
        name="kind"
        label={text.kind}
        words={userWords.kinds}
        value={kind}
        onChange={(value) => change({ kind: value })}
      />
      <FilterSelect
        name="status"
        label={text.status}
        words={userWords.statuses}
        value={status}
        onChange={(value) => change({ status: value })}
      />
      <FilterSelect
        name="passwordState"
        label={text.passwordState}
        words={userWords.passwordStates}
        value={passwordState}
        onChange={(value) => change({ passwordState: value })}
      />
      {Object.values(others).some(Boolean) && <p className={styles.words}>{text.alsoFiltered}</p>}
    </FieldGroup>
  )
}
