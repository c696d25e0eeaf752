import * as contracts from '@rekey/contracts/organizations'
import type { Register } from '../../http/routes.ts'
import { changeOrganization } from './change-organization.ts'
import { createOrganization } from './create-organization.ts'
import { deleteOrganization } from './delete-organization.ts'
import { listOrganizations } from './list-organizations.ts'
import { showOrganization } from './show-organization.ts'

export function organizations(register: Register) {
  register(contracts.listOrganizations, listOrganizations)
  register(contracts.createOrganization, createOrganization)
  register(contracts.showOrganization, showOrganization)
  register(contracts.changeOrganization, changeOrganization)
  register(contracts.deleteOrganization, deleteOrganization)
}
