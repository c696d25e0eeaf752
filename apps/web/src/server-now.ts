import { clockAheadMs } from './api.ts'

/**
 * The server's time, for everything that it dates. The clock of a device may be hours off, and then
 * what still works would look expired.
 */
export const serverNow = (): Date => new Date(Date.now() - clockAheadMs)
