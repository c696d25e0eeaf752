import type { Body } from '@rekey/contracts/route'
import type { changeUser, createUser, User } from '@rekey/contracts/users'
import { typedName } from '@rekey/contracts/visible-text'
import { mayHaveEmail } from './mail-goes-to.ts'

/** The values of the fields of a user. */
export type UserFormValues = {
  displayName: string
  kind: User['kind']
  username: string
  emailTo: string
  /** Chosen from the list, or null for none. */
  organizationId: string | null
  /** Null for the usual role of the kind. */
  roleId: string | null
  extraRoleIds: readonly string[]
}

type UserBody = Body<typeof createUser>

export const noUser: UserFormValues = {
  displayName: '',
  kind: 'staff',
  username: '',
  emailTo: '',
  organizationId: null,
  roleId: null,
  extraRoleIds: [],
}

export const valuesOf = (user: User): UserFormValues => ({
  displayName: user.displayName,
  kind: user.kind,
  username: user.username,
  emailTo: user.emailTo ?? '',
  organizationId: user.organization?.id ?? null,
  roleId: user.role.id,
  extraRoleIds: user.extraRoles.map(({ id }) => id),
})

/** Turns the values into the contract's form, without fields that the kind doesn't have. */
export function bodyOf(values: UserFormValues): UserBody {
  const { kind, roleId } = values
  const extraRoleIds = values.extraRoleIds.filter((id) => id !== roleId)
  return {
    displayName: typedName(values.displayName),
    kind,
    username: typedName(values.username),
    emailTo: mayHaveEmail(kind) ? typedName(values.emailTo) || null : null,
    organizationId: kind === 'contact' ? values.organizationId : null,
    ...(roleId && { roleId }),
    ...(extraRoleIds.length > 0 && { extraRoleIds }),
  }
}

/**
 * Contains only the changed values, so that two people who change different fields don't undo each
 * other's changes. Values without a field in the form stay as they are.
 */
export function changesOf(body: UserBody, user: User): Body<typeof changeUser> {
  const { kind, username, displayName, emailTo = null, organizationId = null } = body
  const { roleId = user.role.id, extraRoleIds = [] } = body
  return {
    ...(displayName !== user.displayName && { displayName }),
    ...(kind !== user.kind && { kind }),
    ...(username !== user.username && { username }),
    ...(mayHaveEmail(kind) && emailTo !== user.emailTo && { emailTo }),
    ...(kind === 'contact' &&
      organizationId !== (user.organization?.id ?? null) && { organizationId }),
    ...(roleId !== user.role.id && { roleId }),
    ...(!isSameRoles(extraRoleIds, user) && { extraRoleIds }),
  }
}

const isSameRoles = (ids: readonly string[], { extraRoles }: User): boolean =>
  ids.length === extraRoles.length && extraRoles.every(({ id }) => ids.includes(id))
