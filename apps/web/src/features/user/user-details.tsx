import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { ConsolePage } from '../../console-ui/console-page.tsx'
import { Menu, MenuButton } from '../../console-ui/menu.tsx'
import { MessageChip } from '../../console-ui/message-chip.tsx'
import { fill } from '../../fill.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { AuditList } from '../audit/audit-list.tsx'
import { messagesWords } from '../messages/messages-words.ts'
import { SendAgainDialog } from '../messages/send-again-dialog.tsx'
import { ActBanner } from './act-banner.tsx'
import type { ActDone } from './act-done.ts'
import { BackLink } from './back-link.tsx'
import { LastMail } from './last-mail.tsx'
import { mailActsOf } from './mail-acts.ts'
import { MailAnnouncement } from './mail-announcement.tsx'
import { MailTab } from './mail-tab.tsx'
import type { useUserMessages } from './use-user.ts'
import { mayEdit, type UserAct, userActs, type Viewer } from './user-acts.ts'
import styles from './user-details.module.css'
import { UserDialog } from './user-dialog.tsx'
import { userMessages } from './user-messages.ts'
import { userPaths } from './user-paths.ts'
import { UserStatus } from './user-states.tsx'
import { UserSummary } from './user-summary.tsx'
import { type UserTab, UserTabs } from './user-tabs.tsx'

type Props = {
  user: User
  viewer: Viewer
  tab: UserTab
  done: ActDone | null
  /** The mail that was sent from here: its status stands beside the name. */
  sent: Message | null
  mails: ReturnType<typeof useUserMessages>
  onDone: (done: ActDone) => void
  onCloseBanner: () => void
}

/** A3: one user, what can be done with them, and what became of the last mail to them. */
export function UserDetails({ user, viewer, tab, sent, mails, ...props }: Props) {
  const [act, setAct] = useState<UserAct | null>(null)
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
        back={<BackLink to={userPaths.users}>{userMessages.back}</BackLink>}
        beside={
          <>
            <UserStatus user={user} />
            {sent && (
              <span className={styles.live}>
                {fill(userMessages.mails.mailIs, { mail: userMessages.templates[sent.template] })}
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
              onDone={props.onDone}
              onClose={props.onCloseBanner}
            />
          )
        }
      >
        <UserTabs id={user.id} tabs={tabsFor(viewer)} />
        <MailAnnouncement message={last} />
        {tab === 'overview' && (
          <div className={styles.overview}>
            <UserSummary user={user} />
            {mails.data && <LastMail message={last} actsOf={actsOf} />}
          </div>
        )}
        {tab === 'mail' && <MailTab {...{ user, actsOf }} />}
        {tab === 'audit' && <AuditList userId={user.id} />}
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
  words: <Say text={messagesWords.sendAgain.done} values={{ address: message.to ?? '' }} />,
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
  return (
    <>
      {mayEdit(user, viewer) && (
        <ButtonLink to={userPaths.edit(user.id)}>
          <Icon of={Pencil} size={16} />
          {userMessages.edit}
        </ButtonLink>
      )}
      {groups.flat().length > 0 && (
        <Menu
          trigger={<MenuButton>{userMessages.moreOptions}</MenuButton>}
          label={userMessages.moreOptions}
          groups={groups}
          onChoose={onAct}
        />
      )}
    </>
  )
}
