import type { Answer } from '@rekey/contracts/route'
import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { inspectSsoLink } from '@rekey/contracts/sso'
import { useState } from 'react'
import { clockTimeAndDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import type { SendProof } from '../../public-kit/second-factor/use-factor-form.ts'
import { serverNow } from '../../server-now.ts'
import { CodeField } from '../../ui/code-field.tsx'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { Submit } from '../../ui/submit.tsx'
import { LinkFactor } from './link-factor.tsx'
import { ssoMessages } from './sso-messages.ts'
import { type LinkEnd, sendLink, useLinkByCode } from './use-link-by-code.ts'

const text = ssoMessages.link

type Props = {
  token: string
  inspected: Answer<typeof inspectSsoLink>
  onEnd: (how: LinkEnd) => void
}

/** Asks for the code, and then for the second factor of a user who has one. */
export function LinkByCode({ token, inspected, onEnd }: Props) {
  const { username } = inspected
  const [asked, setAsked] = useState<{ code: string; request: FactorRequest } | null>(null)
  if (!asked) {
    const onFactor = (code: string, request: FactorRequest) => setAsked({ code, request })
    return <CodeForm {...{ token, inspected, onEnd, onFactor }} />
  }
  const { request } = asked
  const send: SendProof = (proof) => sendLink(token, asked.code, onEnd, proof)
  return <LinkFactor {...{ username, request, send }} />
}

type FormProps = Props & { onFactor: (code: string, request: FactorRequest) => void }

/** Says which account is connected with which provider and what that means. */
function CodeForm({ token, inspected, onEnd, onFactor }: FormProps) {
  const { username, connectionName: provider, expiresAt } = inspected
  const form = useLinkByCode(token, onEnd, onFactor)
  return (
    <Page
      title={text.title}
      heading={fill(text.heading, { provider })}
      failed={form.refusal !== null}
      ownFocus
      alert={<FormAlert form={form} />}
      lede={
        <>
          <p>
            <Say text={ssoMessages.code.forWhom} values={{ username }} />
          </p>
          <p>
            <Say text={text.fromThenOn} values={{ provider }} />
          </p>
        </>
      }
    >
      <form {...form.props}>
        <CodeField
          name="code"
          label={messages.setPassword.code}
          hint={hintOf(expiresAt)}
          error={form.errors.code}
        />
        <Submit form={form} words={text} />
      </form>
    </Page>
  )
}

function hintOf(expiresAt: string | null): string {
  if (!expiresAt) return messages.setPassword.codeHint
  const time = clockTimeAndDay(new Date(expiresAt), serverNow())
  return fill(messages.setPassword.codeHintUntil, { time })
}
