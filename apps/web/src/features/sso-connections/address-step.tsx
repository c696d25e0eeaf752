import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { tell } from '../../console-kit/ask.ts'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { type Fact, Facts } from '../../console-kit/facts.tsx'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { ChecklistStep } from './checklist-step.tsx'
import { nextStepOf, stepsOf } from './checklist-steps.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'
import { WhereToClick } from './where-to-click.tsx'

const text = checklistMessages.address
const { needs } = ssoConnectionsMessages

/** Our addresses to copy into the provider's own screens, and where to paste them there. */
export function AddressStep({ connection }: { connection: SsoConnection }) {
  const { name, protocol, addressAddedAt } = connection
  const time = addressAddedAt && inSentence(dayAndTime(new Date(addressAddedAt)))
  return (
    <ChecklistStep
      number={1}
      state={stepsOf(connection).address}
      {...(time && { stateWords: fill(checklistMessages.doneAt, { time }) })}
      title={fill(protocol === 'oidc' ? text.title : text.titleSaml, { name })}
      about={fill(text.about, { name })}
    >
      <Facts of={factsOf(connection)} />
      <WhereToClick connection={connection} />
      {!addressAddedAt && <Added connection={connection} />}
    </ChecklistStep>
  )
}

/** We can't see the provider's settings, so the viewer says it. A test that comes back shows it. */
function Added({ connection }: { connection: SsoConnection }) {
  const { id } = connection
  const act = useConnectionAct(
    () =>
      tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
        params: { id },
        body: { addressAdded: true },
      }),
    () => {},
  )
  return (
    <>
      <div className={styles.acts}>
        <Button
          look={nextStepOf(connection) === 'address' ? 'primary' : 'secondary'}
          busy={act.busy}
          busyLabel={text.busy}
          onClick={act.run}
        >
          {text.done}
        </Button>
      </div>
      <DialogProblem problem={act.problem} retry={act.run} />
    </>
  )
}

function factsOf({ protocol, endpoints }: SsoConnection): Fact[] {
  if (protocol === 'oidc') return [address(needs.callback, endpoints.callback)]
  return [
    address(needs.acs, endpoints.acs),
    // A SAML provider identifies us by the address of our metadata (SAML metadata, 2.3.2).
    address(needs.entityId, endpoints.metadata),
    { ...address(needs.metadata, endpoints.metadata), value: <Metadata {...endpoints} /> },
  ]
}

const Metadata = ({ metadata }: SsoConnection['endpoints']) => <a href={metadata}>{metadata}</a>

const address = (term: string, value: string): Fact => ({
  term,
  value,
  isCode: true,
  copy: { label: fill(needs.copy, { what: term }), text: value },
})
