import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { KeyRound, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { MailAnnouncement } from '../../console-kit/mails/mail-announcement.tsx'
import { mailKitMessages, templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { messageListMessages } from '../../console-kit/mails/message-list-messages.ts'
import { SendAgainDialog } from '../../console-kit/mails/send-again-dialog.tsx'
import type { useUserMessages } from '../../console-kit/mails/use-user.ts'
import { Menu, MenuButton } from '../../console-kit/menu.tsx'
import { MessageChip } from '../../console-kit/message-chip.tsx'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { ActBanner } from './act-banner.tsx'
import type { ActDone } from './act-done.ts'
import { LastMail } from './last-mail.tsx'
import { mailActsOf } from './mail-acts.ts'
import { MailTab } from './mail-tab.tsx'
import { RecoveryBanner } from './recovery-banner.tsx'
import { useAct } from './use-act.ts'
import { mayEdit, type UserAct, userActs, type Viewer } from './user-acts.ts'
import styles from './user-details.module.css'
import { userDetailsMessages } from './user-details-messages.ts'
import { UserDialog } from './user-dialog.tsx'
import { UserStatus } from './user-states.tsx'
import { UserSummary } from './user-summary.tsx'
import { type UserTab, UserTabs } from './user-tabs.tsx'

type Props = {
  user: User
  viewer: Viewer
  tab: UserTab
  done: ActDone | null
  /** The mail that was sent from here. Its status is shown beside the name. */
  sent: Message | null
  mails: ReturnType<typeof useUserMessages>
  /** The user's events in the audit log. */
  audit: ReactNode
  onDone: (done: ActDone) => void
  onCloseBanner: () => void
}

/** A user, the actions on them, and the status of the last mail to them. */
export function UserDetails({ user, viewer, tab, sent, mails, audit, ...props }: Props) {
  const [act, setAct] = useAct()
  const [again, setAgain] = useState<Message | null>(null)
  const last = mails.data?.items[0] ?? null
  const finish = (done: ActDone) => {
    setAct(null)
    setAgain(null)
    props.onDone(done)
  }
  const actsOf = mailActsOf(user, viewer, { onAct: setAct, onSendAgain: setAgain })
  return (
    <>
      <ConsolePage
        heading={user.displayName}
        isName
        // A dialog that opens on arrival has the focus.
        ownFocus={act !== null}
        back={<BackLink to={userPaths.users}>{userDetailsMessages.back}</BackLink>}
        beside={
          <>
            <UserStatus user={user} />
            {sent && (
              <span className={styles.live}>
                {fill(mailKitMessages.mailIs, { mail: templateNames[sent.template] })}
                <MessageChip message={sent} />
              </span>
            )}
          </>
        }
        actions={<Actions {...{ user, viewer }} onAct={setAct} />}
        notice={
          props.done && (
            <ActBanner
              {...{ user }}
              done={props.done}
              shownMail={props.done.message || props.done.isInvitation ? sent : null}
              onDone={props.onDone}
              onClose={props.onCloseBanner}
            />
          )
        }
      >
        <RecoveryBanner {...{ user, viewer }} onDone={finish} />
        <UserTabs id={user.id} tabs={tabsFor(viewer)} />
        <MailAnnouncement message={last} />
        {tab === 'overview' && (
          <div className={styles.overview}>
            <UserSummary {...{ user, viewer }} onInvite={() => setAct('reset')} onDone={finish} />
            {mails.data && <LastMail message={last} actsOf={actsOf} />}
          </div>
        )}
        {tab === 'mail' && <MailTab {...{ user, actsOf }} />}
        {tab === 'audit' && audit}
      </ConsolePage>
      {act && (
        <UserDialog {...{ act, user, viewer }} onClose={() => setAct(null)} onDone={finish} />
      )}
      {again && (
        <SendAgainDialog
          message={again}
          userId={user.id}
          onClose={() => setAgain(null)}
          onDone={(message) => finish(sentAgain(message))}
        />
      )}
    </>
  )
}

const sentAgain = (message: Message): ActDone => ({
  words: <Say text={messageListMessages.sendAgain.done} values={{ address: message.to ?? '' }} />,
  message,
})

const tabsFor = ({ permissions }: Viewer): UserTab[] => [
  'overview',
  ...(permissions.includes('messages.read') ? (['mail'] as const) : []),
  ...(permissions.includes('audit.read') ? (['audit'] as const) : []),
]

type ActionsProps = { user: User; viewer: Viewer; onAct: (act: UserAct) => void }

function Actions({ user, viewer, onAct }: ActionsProps) {
  const groups = userActs(user, viewer)
  // The most frequent action needs one press. If it's blocked, the menu says why.
  const mayReset = groups.flat().some(({ id, blocked }) => id === 'reset' && !blocked)
  return (
    <>
      {mayReset && (
        <Button icon={<Icon of={KeyRound} size={16} />} onClick={() => onAct('reset')}>
          {userDetailsMessages.resetPassword}
        </Button>
      )}
      {mayEdit(user, viewer) && (
        <ButtonLink to={userPaths.edit(user.id)}>
          <Icon of={Pencil} size={16} />
          {userDetailsMessages.edit}
        </ButtonLink>
      )}
      {groups.flat().length > 0 && (
        <Menu
          trigger={<MenuButton>{userDetailsMessages.moreOptions}</MenuButton>}
          label={userDetailsMessages.moreOptions}
          groups={groups}
          onChoose={onAct}
        />
      )}
    </>
  )
}
