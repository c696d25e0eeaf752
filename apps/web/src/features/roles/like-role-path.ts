import { rolePath } from '../../paths.ts'

/** The form for a new role that starts with the permissions of another role. */
export const likeRolePath = (id: string) =>
  `${rolePath('new')}?${new URLSearchParams({ like: id })}`
