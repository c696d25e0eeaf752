import { useState } from 'react'
import { Dialog } from '../../console-kit/dialog.tsx'
import { Select } from '../../console-kit/select.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { Button } from '../../ui/button.tsx'
import { auditMessages as text } from './audit-messages.ts'
import type { FilterName } from './audit-url.ts'
import { knownActions } from './known-actions.ts'
import { PersonField } from './person-field.tsx'

type Props = {
  name: FilterName
  value: string | undefined
  onApply: (value: string) => void
  onClose: () => void
}

/** Asks for the value of one filter. */
export function FilterDialog({ name, value, onApply, onClose }: Props) {
  const [chosen, setChosen] = useState(value ?? (name === 'action' ? firstAction : ''))
  const [isWrong, setWrong] = useState(false)
  const submit = () => {
    if (chosen) return onApply(chosen)
    setWrong(true)
    document.getElementById('filter')?.focus()
  }
  const isDate = name === 'from' || name === 'to'
  return (
    <Dialog
      title={text.filterTitle[name]}
      onSubmit={submit}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" look="primary">
            {text.apply}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      {name === 'action' && (
        <Select
          name="filter"
          label={text.filters.action}
          options={actions}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {isDate && (
        <TextField
          type="date"
          name="filter"
          label={text.date}
          value={chosen}
          onChange={setChosen}
          error={isWrong && !chosen ? text.chooseDate : undefined}
        />
      )}
      {(name === 'userId' || name === 'actorId') && (
        <PersonField
          name="filter"
          label={text.filters[name]}
          withKeys={name === 'actorId'}
          onChange={setChosen}
          error={isWrong && !chosen ? text.choosePerson : undefined}
        />
      )}
    </Dialog>
  )
}

const actions = Object.entries(knownActions)
  .map(([value, { label }]) => ({ value, label }))
  .sort((one, other) => one.label.localeCompare(other.label))

const firstAction = actions[0]?.value ?? ''
