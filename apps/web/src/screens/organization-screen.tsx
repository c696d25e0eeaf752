import { OrganizationPage } from '../features/organizations/organization-page.tsx'
import { Contacts } from '../features/users/contacts.tsx'

/** An organization, with the users who belong to it. */
export default function OrganizationScreen() {
  return <OrganizationPage contacts={(of) => <Contacts {...of} />} />
}
