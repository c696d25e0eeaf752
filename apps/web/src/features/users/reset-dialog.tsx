import type { Message } from '@rekey/contracts/messages'
import type { Body } from '@rekey/contracts/route'
import type { RecoveryMethod } from '@rekey/contracts/settings'
import { startUserReset, type User } from '@rekey/contracts/users'
import { useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { Checkbox } from '../../console-kit/checkbox.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import { CallerState } from './caller-state.tsx'
import { LastRefusal } from './last-refusal.tsx'
import { providerName } from './provider-name.ts'
import { ResetMethod } from './reset-method.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reset

type Props = {
  user: User
  /**
   * If false, the viewer may only enter a reason. The mail then uses the usual method of the kind.
   */
  mayShutOut: boolean
  onClose: () => void
  onDone: (done: ActDone) => void
}

/**
 * Mails link and code, or a temporary password that only the user sees. Enter sends. For users
 * who sign in at a provider, link and code create the password for the console.
 */
export function ResetDialog({ user, mayShutOut, onClose, onDone }: Props) {
  const queries = useQueryClient()
  const address = user.resetAddress ?? ''
  const isForConsole = user.recovery.purpose === 'console'
  const mayChoose = mayShutOut && !isForConsole
  const form = useConsoleForm(startUserReset, {
    first: {
      method: user.recovery.method,
      reason: '',
      endSessions: false,
      blockCurrentPassword: false,
    },
    fields: ['reason'],
    bodyOf: (values) => bodyOf(values, mayShutOut),
    wordsOf: () => text.reasonTooLong,
    send: async (body) => {
      const params = { id: user.id }
      const result = await tell<typeof startUserReset>('POST /users/{id}/password-resets', {
        params,
        body,
      })
      // Outdated data on the screen may be the cause, so fetch it again.
      if (!result.ok) void queries.invalidateQueries({ queryKey: ['user'] })
      return result
    },
    onDone: ({ message }) => onDone({ words: <Sent {...{ message, address }} />, message }),
  })
  const method = form.field('method')
  return (
    <ActionDialog
      title={fill(titleOf(user, method.value), { name: user.displayName })}
      text={<GoesTo user={user} />}
      words={text}
      icon={Send}
      verb={form}
      focus="submit"
      onClose={onClose}
    >
      <LastRefusal user={user} />
      {mayShutOut && user.passwordState !== 'none' && <CallerState user={user} />}
      <ResetMethod
        user={user}
        value={method.value}
        onChange={mayChoose ? method.onChange : undefined}
      />
      <TextField {...form.field('reason')} label={text.reason} hint={text.reasonHint} isProse />
      {mayShutOut && user.passwordState !== 'none' && (
        <div>
          <Checkbox {...form.field('endSessions')}>{text.endSessions}</Checkbox>
          <Checkbox {...form.field('blockCurrentPassword')}>
            {isForConsole ? text.blockConsole : text.block}
          </Checkbox>
        </div>
      )}
    </ActionDialog>
  )
}

type Values = {
  method: RecoveryMethod
  reason: string
  endSessions: boolean
  blockCurrentPassword: boolean
}

/** Leaves out what isn't asked for. */
const bodyOf = (values: Values, mayShutOut: boolean): Body<typeof startUserReset> => ({
  ...(mayShutOut && { method: values.method }),
  ...(values.reason.trim() && { reason: values.reason.trim() }),
  ...(values.endSessions && { endSessions: true }),
  ...(values.blockCurrentPassword && { blockCurrentPassword: true }),
})

function titleOf({ recovery, passwordState }: User, method: RecoveryMethod) {
  if (recovery.purpose === 'console') return text.titleConsole
  return passwordState === 'none' && method === 'code' ? text.titleCreate : text.title
}

function GoesTo({ user }: { user: User }) {
  const address = user.resetAddress ?? ''
  if (user.recovery.purpose !== 'console') return <Say text={text.goesTo} values={{ address }} />
  const [name, provider] = [user.displayName, providerName(user)]
  return <Say text={text.goesToConsole} values={{ address, name, provider }} />
}

const sentWords: Partial<Record<Message['template'], `${string}{address}${string}`>> = {
  'temporary-password': text.sentTemporary,
  'console-password': text.sentConsole,
}

const Sent = ({ message: { template }, address }: { message: Message; address: string }) => (
  <Say text={sentWords[template] ?? text.sent} values={{ address }} />
)
