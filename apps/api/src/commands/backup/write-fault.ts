import { CommandError } from '../command-error.ts'

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of the path is a file, not a folder',
  EACCES: 'this user has no permission to write there',
  EPERM: 'this user has no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'the file system allows no file of that size',
  EPIPE: 'the program that reads it has ended',
}

/**
 * Why a backup can't be written, in words. @throws CommandError, or an error that has another cause
 */
export function refuseWriting(target: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const fault = faults[code]
  if (!fault) throw error
  throw new CommandError(`${target} can't be written: ${fault}. No backup was made.`)
}
