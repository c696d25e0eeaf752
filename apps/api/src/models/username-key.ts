/**
 * What usernames are compared by: trimmed, NFKC, lower case. Made here and nowhere else (no
 * citext, no SQL lower), so that every path finds the same account for the same name.
 */
export const usernameKey = (username: string) => username.trim().normalize('NFKC').toLowerCase()
