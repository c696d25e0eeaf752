import { refuseStrange } from './refuse-strange.ts'

/** Reads a script piece by piece, so that memory stays the same however long it is. */
export type ScriptReader = {
  /** The next line without its end; null: the script has ended. */
  line(): Promise<string | null>
  /** What comes before the next line `\.`, which is skipped. */
  rows(): AsyncGenerator<Buffer>
  /** Ends the reading, wherever it is. */
  close(): Promise<void>
}

const longestLine = 1024 * 1024
const lineEnd = 0x0a
const terminator = Buffer.from('\n\\.\n')

/** @throws CommandError when the script ends within rows, or a line has no end */
export function createScriptReader(script: AsyncIterable<Buffer>): ScriptReader {
  const chunks = script[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const readMore = async (): Promise<boolean> => {
    const next = await chunks.next()
    if (!next.done) rest = Buffer.concat([rest, next.value])
    return !next.done
  }
  const take = (length: number): Buffer => {
    const taken = rest.subarray(0, length)
    rest = rest.subarray(length)
    return taken
  }
  return {
    async line() {
      for (;;) {
        const end = rest.indexOf(lineEnd)
        if (end >= 0) return take(end + 1).toString('utf8', 0, end)
        if (rest.length > longestLine) refuseStrange('a line has no end')
        if (await readMore()) continue
        if (rest.length > 0) refuseStrange('its last line has no end')
        return null
      }
    },
    async *rows() {
      while (rest.length < terminator.length && (await readMore()));
      if (rest.indexOf(terminator.subarray(1)) === 0) return void take(terminator.length - 1)
      for (;;) {
        const end = rest.indexOf(terminator)
        if (end >= 0) {
          yield take(end + 1)
          take(terminator.length - 1)
          return
        }
        // The end may have begun already.
        yield take(Math.max(0, rest.length - terminator.length + 1))
        if (!(await readMore())) refuseStrange('it ends within rows')
      }
    },
    close: async () => void (await chunks.return?.()),
  }
}
