import { Problem } from './problem.ts'

/**
 * Opaque cursors of keyset paging: the position of a row, and which way to go from it. They hold
 * nothing secret, so they are encoded, not sealed; a damaged one is a bad request.
 */
export type Cursor = {
  readonly direction: 'after' | 'before'
  readonly position: readonly string[]
}

export const encodeCursor = ({ direction, position }: Cursor) =>
  Buffer.from(JSON.stringify([direction, ...position])).toString('base64url')

/** @throws Problem bad-request, for anything that encodeCursor didn't make of `length` strings */
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
    // Not JSON: answered below like every other damage.
  }
  throw new Problem('bad-request', { errors: [{ pointer: '/cursor', detail: 'is damaged' }] })
}
