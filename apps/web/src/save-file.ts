/** Safari and older browsers read the file some time after the click. */
const keptForMs = 60_000

/** Hands a file to the browser, which saves it with the downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), keptForMs)
}
