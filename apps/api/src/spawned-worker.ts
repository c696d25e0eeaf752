import { constants, getPriority, setPriority } from 'node:os'

/**
 * The worker as a child of the server: it ends when the channel to its parent closes. Until the
 * worker has loaded and drains by itself, the channel is watched here, where nothing has to load
 * first: a server that is killed in the first second of its worker's life leaves none behind.
 */
const leave = () => process.exit(1)
process.on('disconnect', leave)
if (!process.connected) leave()
yieldToServer()
await import('./worker.ts')
process.off('disconnect', leave)

/**
 * People wait for the server, while a mail may wait for a moment. At 5 below it, the worker still
 * gets a quarter of a busy core. Not every system allows it.
 */
function yieldToServer() {
  const lowest = constants.priority.PRIORITY_LOW
  try {
    setPriority(Math.min(getPriority() + 5, lowest))
  } catch {}
}
