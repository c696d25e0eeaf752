/**
 * What a developer wants out of a mail at once, read from its plain part: the link stands on a line
 * of its own, and so does the code.
 */
export const findLink = (text: string): string | null =>
  /^\s*(https?:\/\/\S+)\s*$/m.exec(text)?.[1] ?? null

export const findCode = (text: string): string | null => /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? null
