import { type EventType, eventTypes, type Webhook } from '@rekey/contracts/webhooks'
import { CheckboxGroup } from '../../console-kit/checkbox-group.tsx'
import { FieldGroup } from '../../console-kit/field-group.tsx'
import type { BodyFault } from '../../console-kit/form-faults.ts'
import { TextField } from '../../console-kit/text-field.tsx'
import type { ConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import styles from './webhooks.module.css'
import { webhooksMessages as text } from './webhooks-messages.ts'

export type WebhookValues = { url: string; description: string; events: EventType[] }

type WebhookForm = ConsoleForm<WebhookValues>

export const webhookFormRules = {
  fields: ['url', 'description', 'events'],
  wordsOf: (field: keyof WebhookValues, { url }: WebhookValues, { detail }: BodyFault) => {
    if (field === 'events') return text.chooseEvents
    if (field === 'description') return text.descriptionWrong
    if (detail) return fill(text.urlFault, { detail })
    return url.trim() ? text.urlWrong : text.enterUrl
  },
} as const

export const valuesOf = ({ url, description, events }: Webhook): WebhookValues => ({
  url,
  description: description ?? '',
  events,
})

export const bodyOf = ({ url, description, events }: WebhookValues) => ({
  url: url.trim(),
  description: description.trim() || null,
  events,
})

/** The address of a webhook, and a checkbox for each event. */
export function WebhookFields({ of: form }: { of: WebhookForm }) {
  const { error, value, onChange } = form.field('events')
  return (
    <>
      <div className={styles.fields}>
        <TextField {...form.field('url')} label={text.url} hint={text.urlHint} />
        <TextField
          {...form.field('description')}
          label={text.description}
          hint={text.descriptionHint}
          isProse
        />
      </div>
      <FieldGroup name="events" label={text.columns.events} error={error} className={styles.groups}>
        {groupNames.map((group) => (
          <CheckboxGroup
            key={group}
            name={`events-${group}`}
            label={text.groups[group]}
            options={typesOf(group).map((type) => ({ value: type, label: type }))}
            value={value.filter((type) => isOf(group, type))}
            onChange={(ticked) =>
              onChange(
                eventTypes.filter((type) =>
                  isOf(group, type) ? ticked.includes(type) : value.includes(type),
                ),
              )
            }
          />
        ))}
      </FieldGroup>
    </>
  )
}

type Group = keyof typeof text.groups

const groupNames = Object.keys(text.groups) as Group[]

const isOf = (group: Group, type: EventType) => type.startsWith(`${group}.`)

const typesOf = (group: Group) => eventTypes.filter((type) => isOf(group, type))
