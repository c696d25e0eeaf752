import type { Answer } from '@rekey/contracts/route'
import type { inspectSsoLink } from '@rekey/contracts/sso'
import { clockTimeAndDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import formStyles from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { ssoMessages } from './sso-messages.ts'
import { type LinkEnd, useLinkByCode } from './use-link-by-code.ts'

const text = ssoMessages.link

type Props = {
  token: string
  inspected: Answer<typeof inspectSsoLink>
  onEnd: (how: LinkEnd) => void
}

/**
 * Says which account is connected with which provider and what that means. Then it asks for the
 * code.
 */
export function LinkByCode({ token, inspected, onEnd }: Props) {
  const { username, connectionName: provider, expiresAt } = inspected
  const form = useLinkByCode(token, onEnd)
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
        <div className={formStyles.actions}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
        </div>
      </form>
    </Page>
  )
}

function hintOf(expiresAt: string | null): string {
  if (!expiresAt) return messages.setPassword.codeHint
  const time = clockTimeAndDay(new Date(expiresAt), new Date())
  return fill(messages.setPassword.codeHintUntil, { time })
}
