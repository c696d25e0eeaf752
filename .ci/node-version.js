/**
 * Preloaded by every script (`node --import ./.ci/node-version.js …`), and JavaScript so that an
 * older Node reads it too: when the install before a script fails, pnpm only warns and goes on
 * with the machine's Node, which then stumbles over TypeScript with a misleading message.
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
