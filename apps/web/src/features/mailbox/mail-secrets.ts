/**
 * Finds the link and the code in the plain text of a mail, where each has its own line. Developers
 * need them most often.
 */
export const findLink = (text: string): string | null =>
  /^\s*(https?:\/\/\S+)\s*$/m.exec(text)?.[1] ?? null

export const findCode = (text: string): string | null => /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? null
