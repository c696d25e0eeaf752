/** Fields of a user that decide who they are, how they sign in, and what they may do. */
const takingOver = [
  'username',
  'kind',
  'emailTo',
  'roleId',
  'extraRoleIds',
  'signInMethod',
] as const

/**
 * A person who controls one of these fields of a user with console access controls the console. So
 * a change needs a recent sign-in.
 * @param opensConsole before or after the change
 */
export const isTakeover = (opensConsole: boolean, changed: readonly string[]): boolean =>
  opensConsole && takingOver.some((field) => changed.includes(field))
