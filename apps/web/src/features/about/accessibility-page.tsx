import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { SupportLink } from '../../ui/support-link.tsx'
import { accessibilityMessages } from './accessibility-messages.ts'

const text = accessibilityMessages

/** `/accessibility`: what these pages promise, and where users can report problems. */
export default function AccessibilityPage() {
  return (
    <Page
      title={text.title}
      lede={
        <>
          <p>{text.aim}</p>
          <p>{text.ways}</p>
          <p>{text.passwords}</p>
          <p>
            <Say text={text.contact} values={{ support: <SupportLink /> }} />
          </p>
        </>
      }
    >
      <ButtonLink to={paths.signIn}>{text.back}</ButtonLink>
    </Page>
  )
}
