const unreleased = '## [Unreleased]'

/**
 * Closes the section "Unreleased" of a change log (Keep a Changelog 1.1.0) as a version.
 * @param date as `2026-11-30`
 * @returns the new change log, and the text of the version alone
 * @throws Error if nothing is unreleased, or the version is there already
 */
export function closeUnreleased(text: string, version: string, date: string) {
  if (text.includes(`## [${version}]`)) throw new Error(`${version} is in the change log already.`)
  const [before = '', rest] = text.split(unreleased)
  if (rest === undefined) throw new Error(`The change log has no section "${unreleased}".`)
  const next = rest.search(/^## \[/m)
  const notes = (next < 0 ? rest : rest.slice(0, next)).trim()
  if (notes === '') throw new Error('The change log lists nothing that is unreleased.')
  const older = next < 0 ? '' : `\n\n${rest.slice(next)}`
  const changelog = `${before}${unreleased}\n\n## [${version}] - ${date}\n\n${notes}${older}`
  return { changelog: `${changelog.trimEnd()}\n`, notes: `${notes}\n` }
}
