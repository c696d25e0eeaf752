import type { Role } from '@rekey/contracts/roles'
import { useState } from 'react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { countWords } from '../../console-kit/count-words.ts'
import type { Verb } from '../../console-kit/use-verb.ts'
import { batchMessages } from './batch-messages.ts'
import { RoleSelect } from './role-select.tsx'

const text = batchMessages.role

type Props = {
  count: number
  roles: readonly Role[]
  /** Makes the preview. */
  verb: Omit<Verb, 'run'>
  onChoose: (roleId: string) => void
  onClose: () => void
}

/** Asks which role the users get, before the preview. */
export function BatchRoleDialog({ count, roles, verb, onChoose, onClose }: Props) {
  const [roleId, setRoleId] = useState(roles[0]?.id ?? '')
  return (
    <ActionDialog
      title={countWords(count, text.titleOne, text.title)}
      text={text.text}
      words={text}
      verb={{ ...verb, run: () => onChoose(roleId) }}
      onClose={onClose}
    >
      <RoleSelect name="role" roles={roles} value={roleId} onChange={setRoleId} />
    </ActionDialog>
  )
}
