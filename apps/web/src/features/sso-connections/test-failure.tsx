import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { CircleAlert, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import failure from './test-failure.module.css'

const text = checklistMessages.test

type Test = NonNullable<SsoConnection['lastTest']>

type Props = {
  connection: SsoConnection
  test: Test
  /** The button that starts the test again. */
  again: ReactNode
}

/** Why a test failed, what came against what we need, and what to do about it. */
export function TestFailure({ connection: { id }, test, again }: Props) {
  const { detail, compared, nextStep, claims, code } = test
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className={failure.failure}>
        <p className={failure.cause}>
          <Icon of={CircleAlert} size={20} />
          <span>
            <Say text={text.failed} values={{ detail }} />
          </span>
        </p>
        {compared.length > 0 && <Compared compared={compared} />}
      </div>
      {nextStep && (
        <div className={failure.next}>
          <h3>{text.nextStep}</h3>
          <p>{nextStep}</p>
        </div>
      )}
      <div className={styles.acts}>
        {again}
        {code === 'no-address' && (
          <ButtonLink to={`${ssoConnectionPath(id)}/edit#addressFrom`}>
            {text.otherClaim}
          </ButtonLink>
        )}
        {claims.length > 0 && (
          <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? text.hideClaims : fill(text.showClaims, { count: claims.length })}
          </Button>
        )}
      </div>
      {isOpen && <AllClaims claims={claims} />}
    </>
  )
}

const Compared = ({ compared }: Pick<Test, 'compared'>) => (
  <table className={failure.table}>
    <thead>
      <tr>
        <th scope="col">{text.claim}</th>
        <th scope="col">{text.came}</th>
        <th scope="col">{text.needed}</th>
      </tr>
    </thead>
    <tbody>
      {compared.map(({ claim, came, needed, ok }) => (
        <tr key={claim} data-wrong={!ok || undefined}>
          <th scope="row" translate="no">
            {claim}
          </th>
          <td>
            <span className={failure.label}>{text.cameShort}</span>
            <span className={failure.came} translate={came === null ? undefined : 'no'}>
              {!ok && <Icon of={X} size={15} />}
              {!ok && <span className={hidden.hidden}>{text.wrong} </span>}
              <span>{came ?? text.nothing}</span>
            </span>
          </td>
          <td>
            <span className={failure.label}>{text.neededShort}</span>
            <span>{needed}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const AllClaims = ({ claims }: Pick<Test, 'claims'>) => (
  <table className={`${failure.table} ${failure.all}`}>
    <thead>
      <tr>
        <th scope="col">{text.claim}</th>
        <th scope="col">{text.value}</th>
      </tr>
    </thead>
    <tbody translate="no">
      {claims.map(({ claim, value }) => (
        <tr key={claim}>
          <th scope="row">{claim}</th>
          <td>{value}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
