import type { ShownOrganization } from '@rekey/contracts/organizations'
import { UserRoundPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { ConsolePage } from '../../console-ui/console-page.tsx'
import { DoneBanner } from '../../console-ui/done-banner.tsx'
import { LoadingPage } from '../../console-ui/loading-page.tsx'
import { useArrival } from '../../console-ui/use-arrival.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { problemOf } from '../console/ask.ts'
import { useCaller } from '../console/use-caller.ts'
import { BackLink } from '../user/back-link.tsx'
import { SignInAgain } from '../user/sign-in-again.tsx'
import { addContactPath } from '../user/user-paths.ts'
import { Contacts } from './contacts.tsx'
import { OrganizationMenu } from './organization-menu.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import { useOrganization } from './use-organizations.ts'

/** What the screen is told when it is gone to. */
export type OrganizationState = { readonly isNew: true }

/** `/organizations/{id}`: one retailer, and its contacts, each with the way to a reset. */
export default function OrganizationPage() {
  const { id = '' } = useParams()
  const { data: organization, error, refetch } = useOrganization(id)
  if (organization) return <OneOrganization key={id} organization={organization} />
  return (
    <LoadingPage
      words={text}
      problem={problemOf(error)}
      again={() => void refetch()}
      back={back}
      onward={<ButtonLink to={paths.organizations}>{text.toList}</ButtonLink>}
    />
  )
}

const back = <BackLink to={paths.organizations}>{text.title}</BackLink>

function OneOrganization({ organization }: { organization: ShownOrganization }) {
  const { id, name } = organization
  const caller = useCaller()
  const isNew = useArrival<OrganizationState>()?.isNew
  const [done, setDone] = useState<ReactNode>(isNew && <Say text={text.added} values={{ name }} />)
  const mayAdd = caller.may('users.write', 'contacts.write')
  return (
    <SignInAgain username={caller.username}>
      <ConsolePage
        heading={name}
        back={back}
        actions={
          <>
            {mayAdd && (
              <ButtonLink to={addContactPath(id)} look="primary">
                <Icon of={UserRoundPlus} size={18} />
                {text.addContact}
              </ButtonLink>
            )}
            {caller.may('organizations.write') && (
              <OrganizationMenu organization={organization} onDone={setDone} />
            )}
          </>
        }
        notice={
          done && (
            <DoneBanner closeLabel={text.close} onClose={() => setDone(null)}>
              {done}
            </DoneBanner>
          )
        }
      >
        <Contacts organizationId={id} mayAdd={mayAdd} onDone={setDone} />
      </ConsolePage>
    </SignInAgain>
  )
}
