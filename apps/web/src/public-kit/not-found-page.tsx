import { messages } from '../messages.ts'
import { paths } from '../paths.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { Page } from '../ui/page.tsx'

const text = {
  title: messages.notFound,
  text: 'The address may be mistyped or incomplete.',
  signIn: 'Sign in',
}

/** The page for every address that doesn't exist. */
export default function NotFoundPage() {
  return (
    <Page title={text.title} lede={<p>{text.text}</p>}>
      <ButtonLink to={paths.signIn}>{text.signIn}</ButtonLink>
    </Page>
  )
}
