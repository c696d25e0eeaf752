/** The addresses of one user's screens. */
export const userPaths = {
  users: '/users',
  new: '/users/new',
  overview: (id: string) => `/users/${id}`,
  edit: (id: string) => `/users/${id}/edit`,
  mail: (id: string) => `/users/${id}/mail`,
  audit: (id: string) => `/users/${id}/audit`,
} as const
