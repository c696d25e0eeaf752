/** Cause and cure of each error, as Markdown, by its code. */
export type ErrorCauses = ReadonlyMap<string, string>

/**
 * What the page of errors says about each code. A test checks that each code has its section, so
 * each sentence is written once.
 */
export function readErrorCauses(errorsPage: string): ErrorCauses {
  const sections = errorsPage.matchAll(
    /^## (\S+)\n\nStatus \d+\. (.+)\n\n\*\*What to do:\*\* (.+)$/gm,
  )
  return new Map([...sections].map(([, code = '', cause, cure]) => [code, `${cause} ${cure}`]))
}
