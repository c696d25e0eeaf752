import type { User } from '@rekey/contracts/users'
import styles from '../../console-kit/summary.module.css'
import { Time } from '../../console-kit/time.tsx'
import { organizationPath } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { AddressConfirmed } from './address-confirmed.tsx'
import { CallerLine } from './caller-line.tsx'
import { callerMessages } from './caller-messages.ts'
import { awaitsPassword, Invitation, type InvitationActs } from './invitation.tsx'
import { mayHaveEmail } from './mail-goes-to.ts'
import { RecoveryAddresses } from './recovery-addresses.tsx'
import { Copied, Line, Note, Value } from './summary-line.tsx'
import { Roles } from './summary-roles.tsx'
import { OwnPassword, SecondFactors, SignsInElsewhere } from './summary-sign-in.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import { userListMessages } from './user-list-messages.ts'
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
