import type {
  changeWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  Webhook,
} from '@rekey/contracts/webhooks'
import { CircleSlash, KeyRound, Power, Repeat2, Send, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { DeleteDialog } from '../../console-kit/delete-dialog.tsx'
import { Menu, MenuButton, type MenuEntry } from '../../console-kit/menu.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { ReplayDialog } from './replay-dialog.tsx'
import { useAskAnew } from './use-webhooks.ts'
import type { WithSecret } from './webhook-secret.tsx'
import { webhooksMessages as text } from './webhooks-messages.ts'

type Done = (words: ReactNode) => void
type Props = {
  of: Webhook
  /** The form has changes, which the screen with the new secret would drop. */
  isUnsaved: boolean
  onDone: Done
  onRotated: (webhook: WithSecret) => void
}
type Act = 'switch' | 'rotate' | 'replay' | 'delete'

/** A test of the webhook, and everything that is rarely done to it. */
export function WebhookMenu({ of: webhook, isUnsaved, onDone, onRotated }: Props) {
  const [act, setAct] = useState<Act | null>(null)
  const close = () => setAct(null)
  const switching = useSwitch(webhook, onDone)
  const test = useTest(webhook, onDone)
  const refused = test.problem ? test : switching
  return (
    <>
      {refused.problem && <ProblemAlert problem={refused.problem} retry={refused.run} />}
      <Button onClick={test.run} busy={test.busy} busyLabel={text.act.test}>
        <Icon of={Send} size={18} />
        {text.act.test}
      </Button>
      <Menu
        trigger={<MenuButton>{text.moreOptions}</MenuButton>}
        label={text.moreOptions}
        groups={entriesOf(webhook, isUnsaved)}
        onChoose={(chosen) => (chosen === 'switch' ? switching.run() : setAct(chosen))}
      />
      {act === 'replay' && <ReplayDialog of={webhook} onDone={onDone} onClose={close} />}
      {act === 'rotate' && <Rotate of={webhook} onRotated={onRotated} onClose={close} />}
      {act === 'delete' && <Delete of={webhook} onClose={close} />}
    </>
  )
}

const entriesOf = ({ enabled }: Webhook, isUnsaved: boolean): MenuEntry<Act>[][] => [
  [
    {
      id: 'replay',
      label: text.act.replay,
      icon: Repeat2,
      blocked: enabled ? null : text.replay.off,
    },
    {
      id: 'rotate',
      label: text.act.rotate,
      icon: KeyRound,
      blocked: isUnsaved ? text.rotate.unsaved : null,
    },
    enabled
      ? { id: 'switch', label: text.act.switchOff, icon: CircleSlash }
      : { id: 'switch', label: text.act.switchOn, icon: Power },
  ],
  [{ id: 'delete', label: text.delete.entry, icon: Trash2, isGrave: true }],
]

function useTest({ id }: Webhook, onDone: Done) {
  const askAnew = useAskAnew()
  return useVerb<typeof testWebhook>(
    () => tell<typeof testWebhook>('POST /webhooks/{id}/test', { params: { id } }),
    () => {
      askAnew()
      onDone(<Say text={text.act.tested} />)
    },
  )
}

function useSwitch({ id, enabled }: Webhook, onDone: Done) {
  const askAnew = useAskAnew()
  const body = { enabled: !enabled }
  return useVerb<typeof changeWebhook>(
    () => tell<typeof changeWebhook>('PATCH /webhooks/{id}', { params: { id }, body }),
    () => {
      askAnew()
      onDone(<Say text={enabled ? text.act.switchedOff : text.act.switchedOn} />)
    },
  )
}

type DialogProps = { of: Webhook; onClose: () => void }

function Rotate({ of: { id }, onRotated, onClose }: DialogProps & Pick<Props, 'onRotated'>) {
  const askAnew = useAskAnew()
  return (
    <ConfirmDialog<typeof rotateWebhookSecret>
      title={text.rotate.title}
      words={text.rotate}
      icon={KeyRound}
      send={() =>
        tell<typeof rotateWebhookSecret>('POST /webhooks/{id}/rotate-secret', { params: { id } })
      }
      onDone={(webhook) => {
        askAnew()
        onRotated(webhook)
      }}
      onClose={onClose}
    />
  )
}

const Delete = ({ of: { id, url }, onClose }: DialogProps) => (
  <DeleteDialog
    name={url}
    words={text.delete}
    listPath={paths.webhooks}
    send={() => tell<typeof deleteWebhook>('DELETE /webhooks/{id}', { params: { id } })}
    onDeleted={useAskAnew()}
    onClose={onClose}
  />
)
