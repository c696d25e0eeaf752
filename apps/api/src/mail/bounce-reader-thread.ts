/** What runs in the thread of `bounce-reader.ts`. */
import { readBounce } from './read-bounce.ts'

export default (raw: Uint8Array) => readBounce(raw)
