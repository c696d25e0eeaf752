/**
 * Whether Ctrl+K or ⌘K was pressed, which opens a search. On a layout without Latin letters, such as
 * Russian, `key` is the letter there, so only the place of the key tells. Chromium's autofill sends
 * `keydown` without any key.
 */
export function isSearchKey(event: KeyboardEvent): boolean {
  const { altKey, shiftKey, ctrlKey, metaKey, code } = event
  const key: string | undefined = event.key
  if (key === undefined || altKey || shiftKey || !(ctrlKey || metaKey)) return false
  return key.toLowerCase() === 'k' || (code === 'KeyK' && !/\p{Script=Latin}/u.test(key))
}
