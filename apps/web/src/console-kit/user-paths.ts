/** The addresses of a user's screens. */
export const userPaths = {
  users: '/users',
  new: '/users/new',
  overview: (id: string) => `/users/${id}`,
  edit: (id: string) => `/users/${id}/edit`,
  mail: (id: string) => `/users/${id}/mail`,
  audit: (id: string) => `/users/${id}/audit`,
} as const

/** The form for a new user, with the kind and the organization already chosen. */
export const addContactPath = (organizationId: string) =>
  `${userPaths.new}?${new URLSearchParams({ kind: 'contact', organizationId })}`
