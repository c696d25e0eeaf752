const faults: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  ENOTDIR: 'part of the path is a file, not a folder',
  EACCES: 'this user has no permission to read it',
  EISDIR: 'it is a folder',
}

/** Why a file that the operator named can't be read, in words. */
export function readFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return faults[code] ?? (error instanceof Error ? error.message : String(error))
}
