/**
 * Checks the version of Node. Every script preloads it (`node --import ./.ci/node-version.js …`).
 * It is JavaScript, so that an older Node can run it. If the install before a script fails, pnpm
 * only warns and continues with the machine's own Node. That Node then fails on TypeScript with a
 * misleading message.
 */
const needed = '24'
const [major] = process.versions.node.split('.')

if (major !== needed) {
  console.error(`Node ${needed} is needed, this is ${process.version}.`)
  console.error(
    'It comes with the install that runs before this script: see why that failed above.',
  )
  if (process.env.npm_lifecycle_event === 'test') console.log('0 passed, 1 failed')
  process.exit(1)
}
