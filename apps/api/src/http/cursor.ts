import { Problem } from './problem.ts'

/**
 * Opaque cursors of keyset paging: a row's position, and the direction from it. They contain
 * nothing secret, so they are encoded and not sealed; a damaged one is a bad request.
 */
export type Cursor = {
  readonly direction: 'after' | 'before'
  readonly position: readonly string[]
}

export const encodeCursor = ({ direction, position }: Cursor) =>
  Buffer.from(JSON.stringify([direction, ...position])).toString('base64url')

/** @throws Problem bad-request unless encodeCursor made the text from `length` strings */
export function decodeCursor(value: string | undefined, length: number): Cursor | null {
  if (value === undefined) return null
  try {
    const [direction, ...position]: unknown[] = JSON.parse(
      Buffer.from(value, 'base64url').toString(),
    )
    const isWhole = position.length === length && position.every((part) => typeof part === 'string')
    if ((direction === 'after' || direction === 'before') && isWhole) {
      return { direction, position }
    }
  } catch {
    // It isn't JSON; the code below answers that like any other damage.
  }
  throw new Problem('bad-request', { errors: [{ pointer: '/cursor', detail: 'is damaged' }] })
}
