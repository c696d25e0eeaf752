import type { RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { useEffect, useState } from 'react'
import { Navigate, useLocation, useNavigate, useParams } from 'react-router'
import { BackLink } from '../../console-kit/back-link.tsx'
import { paths } from '../../paths.ts'
import { NothingCame } from '../../public-kit/nothing-came.tsx'
import { SendAgain } from '../../public-kit/send-again.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import type { Done, OwnAddresses } from './own-addresses.ts'
import styles from './recovery-addresses.module.css'
import { recoveryAddressesMessages } from './recovery-addresses-messages.ts'
import { useConfirmAddress, useMailAgain } from './use-confirm-address.ts'

const text = recoveryAddressesMessages.confirming

/** Passed to this page: when the code was mailed, in milliseconds since the epoch. */
export type CodeMailed = { readonly mailedAt: number }

type Props = { addresses: OwnAddresses; onDone: (done: Done | null) => void }

/** `/account/recovery-addresses/{id}`: the code that was mailed to a new address. */
export function ConfirmRecoveryAddressPage({ addresses, onDone }: Props) {
  const { id } = useParams()
  const address = addresses.items.find((each) => each.id === id)
  if (!address || address.confirmedAt) return <Navigate to={paths.recoveryAddresses} replace />
  return <EnterCode key={address.id} {...{ address, onDone }} />
}

type CodeProps = Pick<Props, 'onDone'> & { address: RecoveryAddress }

/** The form of the code, and the way to another code. */
function useCode({ address, onDone }: CodeProps) {
  const navigate = useNavigate()
  const { mailedAt } = (useLocation().state as CodeMailed | null) ?? {}
  // A new code is needed at once then, so its button doesn't wait.
  const [isEnded, setEnded] = useState(false)
  const again = useMailAgain(address, mailedAt, () => setEnded(false))
  const form = useConfirmAddress(address, {
    onEnd: () => setEnded(true),
    onDone: (done) => {
      onDone(done)
      void navigate(paths.recoveryAddresses)
    },
  })
  // The dialog that led here keeps the focus until it is gone, so the field can't take it itself.
  useEffect(() => form.props.ref.current?.querySelector('input')?.focus(), [form.props.ref])
  return { form, again: { ...again, waiting: again.waiting && !isEnded } }
}

function EnterCode({ address, onDone }: CodeProps) {
  const { form, again } = useCode({ address, onDone })
  return (
    <Page
      title={text.title}
      failed={form.refusal !== null || again.problem !== null}
      ownFocus
      alert={
        <>
          <BackLink to={paths.recoveryAddresses}>{text.back}</BackLink>
          <FormAlert form={form} />
          <ProblemAlert problem={again.problem} retry={again.askAgain} />
        </>
      }
      lede={
        <p>
          <Say text={text.lede} values={{ address: address.email }} />
        </p>
      }
    >
      <form {...form.props}>
        <CodeField name="code" label={text.code} error={form.errors.code} />
        <div className={styles.confirm}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
          <ButtonLink to={paths.recoveryAddresses}>{text.later}</ButtonLink>
        </div>
      </form>
      <section className={styles.again}>
        <h2 className={styles.heading}>{text.notThere}</h2>
        <SendAgain ask={again} askedAgain={text.sentAgain} />
        <NothingCame to={address.email} />
      </section>
    </Page>
  )
}
