type Known = { readonly username?: string | undefined; readonly returnTo?: string | undefined }

/**
 * Where signing in at an identity provider starts. The address contains the username and the return
 * path.
 * @param startUrl as the API names it, without a query
 */
export function startAddress(startUrl: string, { username, returnTo }: Known): string {
  const query = new URLSearchParams({
    ...(username && { username }),
    ...(returnTo && { returnTo }),
  })
  return query.size > 0 ? `${startUrl}?${query}` : startUrl
}
