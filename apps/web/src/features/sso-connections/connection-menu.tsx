import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { Power, PowerOff, ShieldCheck, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Menu, MenuButton, type MenuEntry } from '../../console-kit/menu.tsx'
import { checklistMessages } from './checklist-messages.ts'
import { DeleteConnectionDialog } from './delete-connection-dialog.tsx'
import { RequireDialog } from './require-dialog.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { SwitchOffDialog } from './switch-off-dialog.tsx'
import { SwitchOnDialog } from './switch-on-dialog.tsx'

type Act = 'require' | 'switch-on' | 'switch-off' | 'delete'

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** The actions on a provider, also those that a step of the checklist offers. */
export function ConnectionMenu({ connection, onDone }: Props) {
  const [act, setAct] = useState<Act | null>(null)
  const close = () => setAct(null)
  return (
    <>
      <Menu
        trigger={<MenuButton>{text.moreOptions}</MenuButton>}
        label={text.moreOptions}
        groups={entriesOf(connection)}
        onChoose={setAct}
      />
      {act === 'require' && <RequireDialog {...{ connection, onDone }} onClose={close} />}
      {act === 'switch-on' && <SwitchOnDialog {...{ connection, onDone }} onClose={close} />}
      {act === 'switch-off' && <SwitchOffDialog {...{ connection, onDone }} onClose={close} />}
      {act === 'delete' && <DeleteConnectionDialog connection={connection} onClose={close} />}
    </>
  )
}

const entriesOf = ({
  enabled,
  required,
  userCount,
  lastTest,
}: SsoConnection): MenuEntry<Act>[][] => [
  [
    {
      id: 'require',
      label: required ? text.require.stop.entry : text.require.start.entry,
      icon: ShieldCheck,
    },
  ],
  [
    enabled
      ? { id: 'switch-off', label: text.switchOff.entry, icon: PowerOff }
      : {
          id: 'switch-on',
          label: lastTest?.ok ? text.switchOn.entry : checklistMessages.switchOn.untested,
          icon: Power,
        },
  ],
  [
    {
      id: 'delete',
      label: text.delete.entry,
      icon: Trash2,
      isGrave: true,
      blocked: userCount > 0 ? text.delete.blocked : null,
    },
  ],
]
