import type { Permission } from '@rekey/contracts/permissions'
import { typedName } from '@rekey/contracts/visible-text'
import type { Problem } from '../../api.ts'
import type { ConsoleForm } from '../../console-kit/use-console-form.ts'
import { rolesMessages as text } from './roles-messages.ts'

/** The name and permissions of a role in a form. */
export type RoleValues = { name: string; permissions: Permission[] }

export type RoleForm = ConsoleForm<RoleValues>

/** @param before the name of the role before it is edited */
export const roleFormRules = (before: string) =>
  ({
    fields: ['name'],
    wordsOf: (_: string, { name }: RoleValues) =>
      typedName(name) ? text.nameWrong : text.enterName,
    // Names of roles are unique, so a conflict on adding or renaming concerns the name.
    explain: ({ code }: Problem, { name }: RoleValues) =>
      code === 'conflict' && typedName(name) !== before
        ? { field: 'name', words: text.nameTaken }
        : null,
  }) as const

/**
 * Only the changed values, so that two people who change different values don't undo each other.
 */
export function changesOf(values: RoleValues, before: RoleValues): Partial<RoleValues> {
  const name = typedName(values.name)
  return {
    ...(name !== before.name && { name }),
    ...(!isSame(values, before) && { permissions: values.permissions }),
  }
}

/** True if both have the same permissions, in whatever order. */
export const isSame = (one: RoleValues, other: RoleValues) =>
  one.permissions.length === other.permissions.length &&
  one.permissions.every((each) => other.permissions.includes(each))
