import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { ReactNode } from 'react'
import { FactorField, FactorSubmit } from '../public-kit/second-factor/factor-fields.tsx'
import { factorMessages as text } from '../public-kit/second-factor/factor-messages.ts'
import { LostText, OtherWays } from '../public-kit/second-factor/other-ways.tsx'
import { type SendProof, useFactorForm } from '../public-kit/second-factor/use-factor-form.ts'
import { type ChosenWay, useWay } from '../public-kit/second-factor/use-way.ts'
import { Button } from '../ui/button.tsx'
import { FormAlert } from '../ui/form-alert.tsx'
import { Dialog } from './dialog.tsx'
import { kitMessages } from './kit-messages.ts'

type Props = {
  request: FactorRequest
  /** Why it is asked for. */
  why: ReactNode
  send: SendProof
  onClose: () => void
}

/** Asks for a second factor over the page, by the ways that the user has. */
export function FactorDialog(props: Props) {
  const { way, ...choice } = useWay(props.request)
  return way ? <OneWay key={way} {...props} {...choice} way={way} /> : <NoWay {...props} />
}

function OneWay({ way, others, onChoose, request, why, send, onClose }: Props & ChosenWay) {
  const form = useFactorForm(way, request, send)
  return (
    <Dialog
      title={text.title}
      text={why}
      busy={form.busy}
      form={form.props}
      onSubmit={form.run}
      onClose={onClose}
      actions={
        <>
          <FactorSubmit {...{ way, form }} words={text} />
          <Button onClick={onClose}>{kitMessages.cancel}</Button>
        </>
      }
    >
      <FormAlert form={form} />
      <FactorField {...{ way, form }} />
      <OtherWays ways={others} onChoose={onChoose} />
    </Dialog>
  )
}

const NoWay = ({ onClose }: Props) => (
  <Dialog
    title={text.none}
    onSubmit={onClose}
    onClose={onClose}
    actions={
      <Button type="submit" autoFocus>
        {kitMessages.close}
      </Button>
    }
  >
    <LostText />
  </Dialog>
)
