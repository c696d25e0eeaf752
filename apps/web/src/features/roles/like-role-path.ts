import { rolePath } from '../../paths.ts'

/** The form for a new role, with the ticks of another. */
export const likeRolePath = (id: string) =>
  `${rolePath('new')}?${new URLSearchParams({ like: id })}`
