import type { Kind } from '@rekey/contracts/fields'
import { Select } from '../../console-kit/select.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import { userListMessages } from './user-list-messages.ts'

type Props = {
  name: string
  value: Kind
  error: string | undefined
  onChange: (kind: Kind) => void
  /** The kinds that the viewer may choose. */
  kinds: readonly Kind[]
}

/** Chooses the kind of a user. */
export const KindField = ({ kinds, ...field }: Props) => (
  <Select
    {...field}
    label={userDetailsMessages.form.kind}
    options={kinds.map((each) => ({ value: each, label: userListMessages.kinds[each] }))}
  />
)
