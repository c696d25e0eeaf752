import type { User } from '@rekey/contracts/users'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { shownPasswordState } from './shown-states.ts'
import { Line, Note, Value } from './summary-line.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import { Password } from './user-parts.tsx'

const text = userDetailsMessages.fields

/** The password here, and when it was changed. */
export const OwnPassword = ({ user }: { user: User }) => (
  <Line term={text.password}>
    <Password user={user} />
    <Changed at={user.passwordChangedAt} />
  </Line>
)

/** Which kinds of second factors the user has. Only their own page shows more. */
export function SecondFactors({ user: { secondFactors } }: { user: User }) {
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
export function SignsInElsewhere({ user }: { user: User }) {
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
