import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { ReactNode } from 'react'
import formStyles from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { FactorField, FactorSubmit } from './factor-fields.tsx'
import { factorMessages as text } from './factor-messages.ts'
import styles from './factor-page.module.css'
import { LostText, OtherWays } from './other-ways.tsx'
import { type SendProof, useFactorForm } from './use-factor-form.ts'
import { type ChosenWay, useWay } from './use-way.ts'

type Props = {
  request: FactorRequest
  lede: ReactNode
  /** Where the user is in a longer process, above the heading. */
  step?: string
  words?: { readonly submit: string; readonly busy: string }
  send: SendProof
  /** Choices above the button, which are sent with the proof. */
  choices?: ReactNode
  /** What stands below everything else. */
  children?: ReactNode
}

/** Asks for a second factor by the ways that the user has, passkeys first. */
export default function FactorPage(props: Props) {
  const { way, ...choice } = useWay(props.request)
  return way ? <OneWay key={way} {...props} {...choice} way={way} /> : <NoWay {...props} />
}

function OneWay({ way, others, onChoose, request, send, ...props }: Props & ChosenWay) {
  const form = useFactorForm(way, request, send)
  return (
    <Page
      title={text.title}
      failed={form.refusal !== null}
      ownFocus
      alert={
        <>
          <FormAlert form={form} />
          {props.step && <p className={styles.step}>{props.step}</p>}
        </>
      }
      lede={<p>{props.lede}</p>}
    >
      <form {...form.props} className={styles.form}>
        <FactorField {...{ way, form }} />
        {props.choices && <div className={styles.choices}>{props.choices}</div>}
        <div className={formStyles.actions}>
          <FactorSubmit {...{ way, form }} words={props.words ?? text} />
        </div>
      </form>
      <OtherWays ways={others} onChoose={onChoose} />
      {props.children}
    </Page>
  )
}

/** For example, too many wrong codes of the only app, or a browser without passkeys. */
function NoWay({ lede, children }: Props) {
  return (
    <Page title={text.title} lede={<p>{lede}</p>}>
      <h2 className={styles.none}>{text.none}</h2>
      <LostText />
      {children}
    </Page>
  )
}
