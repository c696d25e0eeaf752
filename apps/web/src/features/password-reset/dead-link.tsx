import type { LinkPage } from '@rekey/contracts/link-token'
import { typedName } from '@rekey/contracts/visible-text'
import { useNavigate } from 'react-router'
import { useForm } from '../../hooks/use-form.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { askForReset } from '../../public-kit/ask-for-reset.ts'
import type { DeadReason } from '../../public-kit/dead-reason.ts'
import { heldUsername } from '../../public-kit/held-token.ts'
import { linkMessages } from '../../public-kit/link-messages.ts'
import { PasteLink } from '../../public-kit/paste-link.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import form from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'

const text = linkMessages.deadLink

type Props = { page: LinkPage; reason: DeadReason }

/**
 * The same answer for every cause except too many wrong codes, as the API doesn't reveal the cause.
 * Users can request a new link here, or paste a link that came without its token.
 */
export default function DeadLink({ page, reason }: Props) {
  const request = useRequest()
  const isLink = reason === 'link'
  return (
    <Page
      title={isLink ? text.title : text.tooManyTitle}
      failed={request.refusal !== null}
      alert={<FormAlert form={request} />}
      lede={<p>{isLink ? text.text : text.tooManyText}</p>}
    >
      <form {...request.props}>
        <div className={form.fields}>
          <TextField
            name="username"
            label={messages.signIn.username}
            autoComplete="username"
            enterKeyHint="go"
            defaultValue={heldUsername()}
            error={request.errors.username}
          />
        </div>
        <div className={form.buttons}>
          <Button type="submit" look="primary" busy={request.busy} busyLabel={text.busy}>
            {text.sendNew}
          </Button>
          {isLink && <ButtonLink to={paths.signIn}>{text.signIn}</ButtonLink>}
        </div>
      </form>
      {isLink && <PasteLink page={page} />}
    </Page>
  )
}

function useRequest() {
  const navigate = useNavigate()
  return useForm<'username'>({
    fields: ['username'],
    check: ({ username }) =>
      typedName(username) ? {} : { username: messages.signIn.enterUsername },
    send: async (typed) => {
      const username = typedName(typed.username)
      const answer = await askForReset(username)
      if (!('askedAt' in answer)) return { problem: answer }
      void navigate(paths.resetSent, { state: { username, ...answer } })
      return null
    },
  })
}
