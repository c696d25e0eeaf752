import { type LinkPage, readLink } from '@rekey/contracts/link-token'
import { useNavigate } from 'react-router'
import { useForm } from '../hooks/use-form.ts'
import { Button } from '../ui/button.tsx'
import { FormAlert } from '../ui/form-alert.tsx'
import { TextField } from '../ui/text-field.tsx'
import { heldToken, holdToken } from './held-token.ts'
import { linkMessages } from './link-messages.ts'
import styles from './paste-link.module.css'

const text = linkMessages.pasteLink

/** Lets users paste the link from the mail if it arrived without its token or was cut off. */
export function PasteLink({ page }: { page: LinkPage }) {
  const navigate = useNavigate()
  const form = useForm<'link'>({
    fields: ['link'],
    check: ({ link }) => checkLink(link, page),
    send: async ({ link }) => {
      const read = readLink(link)
      const meant = read?.page ?? page
      if (read) holdToken(meant, read.token)
      void navigate(meant, { replace: true })
      return null
    },
  })
  return (
    <form {...form.props} className={styles.form}>
      <FormAlert form={form} />
      <TextField
        name="link"
        label={text.label}
        hint={text.hint}
        autoComplete="off"
        error={form.errors.link}
      />
      <Button type="submit">{text.submit}</Button>
    </form>
  )
}

function checkLink(typed: string, page: LinkPage): { link?: string } {
  const read = readLink(typed)
  if (!typed.trim()) return { link: text.enter }
  if (!read) return { link: text.cutOff }
  const isSame = (read.page ?? page) === page && read.token === heldToken(page)
  return isSame ? { link: text.same } : {}
}
