import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { PublicFrame } from '../../ui/public-frame.tsx'
import { consoleMessages } from './console-messages.ts'

const text = consoleMessages.noAccess

/** Shown to signed-in users who may not open the console. */
export function NoAccess() {
  return (
    <PublicFrame>
      <Page title={text.title} lede={<p>{text.text}</p>}>
        <ButtonLink to={paths.account}>{text.toAccount}</ButtonLink>
      </Page>
    </PublicFrame>
  )
}
