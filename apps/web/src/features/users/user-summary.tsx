import type { User } from '@rekey/contracts/users'
import { Fragment, type ReactNode } from 'react'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import styles from '../../console-kit/summary.module.css'
import { Time } from '../../console-kit/time.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { organizationPath, rolePath } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { Say, Whole } from '../../ui/say.tsx'
import { AddressConfirmed } from './address-confirmed.tsx'
import { CallerLine } from './caller-line.tsx'
import { callerMessages } from './caller-messages.ts'
import { awaitsPassword, Invitation, type InvitationActs } from './invitation.tsx'
import { mayHaveEmail } from './mail-goes-to.ts'
import { RecoveryAddresses } from './recovery-addresses.tsx'
import { shownPasswordState } from './shown-states.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import { userListMessages } from './user-list-messages.ts'
import { Password } from './user-parts.tsx'
import { SignInWait } from './user-states.tsx'

const text = userDetailsMessages.fields

/** The details of a user, one line each. */
export function UserSummary({ user, ...acts }: { user: User } & InvitationActs) {
  const { organization, lastSignInAt, signInWaitUntil } = user
  return (
    <dl className={styles.summary}>
      <CallerLine user={user} />
      <Line term={text.username}>
        <Copied value={user.username} label={userDetailsMessages.copyUsername} />
      </Line>
      <Line term={text.email}>
        <Email user={user} />
      </Line>
      {user.resetAddress && (
        <Line term={text.address}>
          <AddressConfirmed user={user} />
        </Line>
      )}
      {user.recoveryAddresses && (
        <Line term={callerMessages.addresses.term}>
          <RecoveryAddresses {...{ user }} viewer={acts.viewer} onDone={acts.onDone} />
        </Line>
      )}
      <Line term={text.kind}>
        <Value>{userListMessages.kinds[user.kind]}</Value>
      </Line>
      {organization && (
        <Line term={text.organization}>
          <Value>
            <Link to={organizationPath(organization.id)}>{organization.name}</Link>
          </Value>
        </Line>
      )}
      {user.signInMethod === 'sso' ? <SignsInElsewhere user={user} /> : <OwnPassword user={user} />}
      {awaitsPassword(user) && (
        <Line term={text.invitation}>
          <Invitation user={user} {...acts} />
        </Line>
      )}
      <SecondFactors user={user} />
      <Line term={text.lastSignIn}>
        <Value>{lastSignInAt ? <Time at={lastSignInAt} /> : text.never}</Value>
      </Line>
      {signInWaitUntil && (
        <Line term={text.signInWait}>
          <SignInWait until={signInWaitUntil} />
          <Note>{text.tooManyTries}</Note>
        </Line>
      )}
      <Line term={text.roles}>
        <Roles user={user} />
      </Line>
    </dl>
  )
}

const OwnPassword = ({ user }: { user: User }) => (
  <Line term={text.password}>
    <Password user={user} />
    <Changed at={user.passwordChangedAt} />
  </Line>
)

/** What the user has, and never what it is. Only the user's own page tells it. */
function SecondFactors({ user: { secondFactors } }: { user: User }) {
  if (!secondFactors) return null
  const { passkeys, totp, disowned, recoveryCodesLeft: codes } = secondFactors
  const parts = [
    passkeys > 0 && (passkeys === 1 ? text.onePasskey : fill(text.passkeys, { count: passkeys })),
    totp > 0 && (totp === 1 ? text.oneApp : fill(text.apps, { count: totp })),
  ].filter(Boolean)
  const left = codes === 1 ? text.oneCodeLeft : fill(text.codesLeft, { count: codes })
  return (
    <Line term={text.secondFactors}>
      <Value>{parts.length > 0 ? parts.join(', ') : text.none}</Value>
      {disowned > 0 && (
        <Note>{disowned === 1 ? text.oneDisowned : fill(text.disowned, { count: disowned })}</Note>
      )}
      {parts.length > 0 && <Note>{left}</Note>}
    </Line>
  )
}

/**
 * The user's provider. If they may open the console, also the state of the password used only
 * there.
 */
function SignsInElsewhere({ user }: { user: User }) {
  const { signsInWith, opensConsole, passwordState, passwordChangedAt, recovery } = user
  const isNone = passwordState === 'none'
  return (
    <>
      <Line term={text.signsInWith}>
        <Value>{signsInWith?.name ?? text.aProvider}</Value>
      </Line>
      {opensConsole && (
        <Line term={text.consolePassword}>
          {isNone ? (
            <Value>{text.noConsolePassword}</Value>
          ) : (
            <StatusChip of={shownPasswordState(passwordState)} />
          )}
          <Changed at={isNone ? null : passwordChangedAt} />
          {isNone && recovery.refusal === null && <Note>{text.sendConsolePassword}</Note>}
        </Line>
      )}
    </>
  )
}

function Changed({ at }: { at: string | null }) {
  if (!at) return null
  const day = inSentence(dayOf(new Date(at)))
  return (
    <Note>
      <Time at={at} words={fill(text.changed, { day })} />
    </Note>
  )
}

/** The primary role and the extra roles, as links for viewers who may see roles. */
function Roles({ user: { role, extraRoles } }: { user: User }) {
  return (
    <>
      <Value>
        <RoleName role={role} />
      </Value>
      {extraRoles.length > 0 && (
        <Note>
          <Say text={text.alsoRoles} values={{ roles: <ExtraRoles roles={extraRoles} /> }} />
        </Note>
      )}
    </>
  )
}

const ExtraRoles = ({ roles }: { roles: User['extraRoles'] }) =>
  roles.map((role, index) => (
    <Fragment key={role.id}>
      {index > 0 && ', '}
      <RoleName role={role} />
    </Fragment>
  ))

function RoleName({ role: { id, name } }: { role: User['role'] }) {
  const { may } = useCaller()
  return may('roles.write') ? <Link to={rolePath(id)}>{name}</Link> : name
}

function Email({ user: { kind, username, emailTo, resetAddress, signInMethod } }: { user: User }) {
  if (!emailTo) {
    const goesToUsername = signInMethod === 'sso' ? text.mailsToUsername : text.toUsername
    const isUsername = resetAddress !== null && resetAddress === username
    return (
      <>
        <Value>{isUsername ? text.sameAsUsername : text.none}</Value>
        <Note>{isUsername ? goesToUsername : text.noAddress}</Note>
      </>
    )
  }
  const isUsed = mayHaveEmail(kind)
  return (
    <>
      <Copied value={emailTo} label={userDetailsMessages.copyEmail} />
      <Note>{isUsed ? text.toEmail : resetAddress ? text.notUsed : text.noAddress}</Note>
    </>
  )
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A name or address that is never cut off, with a button to copy it. */
const Copied = ({ value, label }: { value: string; label: string }) => (
  <span className={styles.copied}>
    <Value>
      <Whole word={value} />
    </Value>
    <CopyButton value={value} label={label} />
  </span>
)

const Value = ({ children }: { children: ReactNode }) => (
  <span className={styles.value}>{children}</span>
)

const Note = ({ children }: { children: ReactNode }) => (
  <span className={styles.note}>{children}</span>
)
