import type { ShownOrganization } from '@rekey/contracts/organizations'
import { UserRoundPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { SentBanner } from '../../console-kit/mails/sent-banner.tsx'
import type { Sent } from '../../console-kit/mails/use-sent-mail.ts'
import { useArrival } from '../../console-kit/use-arrival.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useOrganization } from '../../console-kit/use-organization.ts'
import { addContactPath } from '../../console-kit/user-paths.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { OrganizationMenu } from './organization-menu.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'

/** What the previous screen passes to this one. */
export type OrganizationState = { readonly isNew: true }

type Props = {
  /** The users of the organization, which another feature renders. */
  contacts: (of: {
    organizationId: string
    mayAdd: boolean
    onDone: (words: ReactNode, sent?: Sent) => void
  }) => ReactNode
}

/** `/organizations/{id}`: a retailer and its contacts, each with a button to send a reset. */
export function OrganizationPage({ contacts }: Props) {
  const { id = '' } = useParams()
  const found = useOrganization(id)
  if (found.data) return <OneOrganization key={id} organization={found.data} contacts={contacts} />
  return <LoadingPage words={text} of={found} up={up} />
}

const up = { to: paths.organizations, back: text.title, onward: text.toList }
const back = <BackLink to={paths.organizations}>{text.title}</BackLink>

function OneOrganization({ organization, contacts }: Props & { organization: ShownOrganization }) {
  const { id, name } = organization
  const caller = useCaller()
  const isNew = useArrival<OrganizationState>()?.isNew
  const [done, setDone] = useState<ReactNode>(isNew && <Say text={text.added} values={{ name }} />)
  const [sent, setSent] = useState<Sent | null>(null)
  const finish = (words: ReactNode, mail?: Sent) => {
    setDone(words)
    setSent(mail ?? null)
  }
  const mayAdd = caller.may('users.write', 'contacts.write')
  return (
    <ConsolePage
      heading={name}
      back={back}
      actions={
        <>
          {mayAdd && (
            <ButtonLink to={addContactPath(id)} look="primary">
              <Icon of={UserRoundPlus} size={18} />
              {kitMessages.addContact}
            </ButtonLink>
          )}
          {caller.may('organizations.write') && (
            <OrganizationMenu organization={organization} onDone={finish} />
          )}
        </>
      }
      notice={
        done && (
          <Result sent={sent} onClose={() => finish(null)}>
            {done}
          </Result>
        )
      }
    >
      {contacts({ organizationId: id, mayAdd, onDone: finish })}
    </ConsolePage>
  )
}

type ResultProps = { sent: Sent | null; children: ReactNode; onClose: () => void }

/** The result of the last action. It follows a mail that was sent. */
const Result = ({ sent, children, onClose }: ResultProps) =>
  sent ? (
    <SentBanner key={sent.message.id} {...{ sent, onClose }}>
      {children}
    </SentBanner>
  ) : (
    <DoneBanner closeLabel={text.close} onClose={onClose}>
      {children}
    </DoneBanner>
  )
