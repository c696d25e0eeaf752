import type { User } from '@rekey/contracts/users'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { fill } from '../../fill.ts'
import { organizationPath } from '../../paths.ts'
import { Whole } from '../../ui/say.tsx'
import { Password } from '../users/user-parts.tsx'
import { usersMessages } from '../users/users-messages.ts'
import { AddressConfirmed } from './address-confirmed.tsx'
import { CopyButton } from './copy-button.tsx'
import { mayHaveEmail } from './mail-goes-to.ts'
import { Time } from './time.tsx'
import { userMessages } from './user-messages.ts'
import { SignInWait } from './user-states.tsx'
import styles from './user-summary.module.css'
import { dayOf, inSentence } from './when.ts'

const text = userMessages.fields

/** What is known of a user, a line each. */
export function UserSummary({ user }: { user: User }) {
  const { organization, passwordChangedAt, lastSignInAt, signInWaitUntil } = user
  return (
    <dl className={styles.summary}>
      <Line term={text.username}>
        <Copied value={user.username} label={userMessages.copyUsername} />
      </Line>
      <Line term={text.email}>
        <Email user={user} />
      </Line>
      {user.resetAddress && (
        <Line term={text.address}>
          <AddressConfirmed user={user} />
        </Line>
      )}
      <Line term={text.kind}>
        <Value>{usersMessages.kinds[user.kind]}</Value>
      </Line>
      {organization && (
        <Line term={text.organization}>
          <Value>
            <Link to={organizationPath(organization.id)}>{organization.name}</Link>
          </Value>
        </Line>
      )}
      <Line term={text.password}>
        <Password user={user} />
        {passwordChangedAt && (
          <Note>
            <Time
              at={passwordChangedAt}
              words={fill(text.changed, {
                day: inSentence(dayOf(new Date(passwordChangedAt))),
              })}
            />
          </Note>
        )}
      </Line>
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
        <Value>{[user.role, ...user.extraRoles].map(({ name }) => name).join(', ')}</Value>
      </Line>
    </dl>
  )
}

function Email({ user: { kind, username, emailTo, resetAddress } }: { user: User }) {
  if (!emailTo) {
    const isUsername = resetAddress !== null && resetAddress === username
    return (
      <>
        <Value>{isUsername ? text.sameAsUsername : text.none}</Value>
        <Note>{isUsername ? text.toUsername : text.noAddress}</Note>
      </>
    )
  }
  const isUsed = mayHaveEmail(kind)
  return (
    <>
      <Copied value={emailTo} label={userMessages.copyEmail} />
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

/** A name or address, never cut off, and the button that copies it. */
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
