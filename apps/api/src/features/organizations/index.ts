import type { Handlers } from '../../http/routes.ts'
import { changeOrganization } from './change-organization.ts'
import { createOrganization } from './create-organization.ts'
import { deleteOrganization } from './delete-organization.ts'
import { listOrganizations } from './list-organizations.ts'
import { showOrganization } from './show-organization.ts'

export const organizations = {
  listOrganizations,
  createOrganization,
  showOrganization,
  changeOrganization,
  deleteOrganization,
} satisfies Partial<Handlers>
