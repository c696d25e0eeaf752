import { posix } from 'node:path'

/**
 * Which layers may import which. A layer is a folder, or a single file with its own rule. Files in
 * no layer may import everything: the API's root files (app, server, worker, CLI), its folders
 * `testing`, `bench` and `soak`, and this folder. Settings of tools and tests may too.
 */
type Rule = {
  /** Our layers that its files may import, besides their own. */
  own: readonly string[]
  /** Layers from which its files may also import types. */
  types?: readonly string[]
  /** Packages that its files may import; by default any. */
  packages?: RegExp
}

const features = 'apps/api/src/features'
const contracts = 'packages/contracts'
const web = 'apps/web'
const webFeatures = `${web}/src/features`
/** The parts that console screens share, and those that public screens share. */
const consoleKit = `${web}/src/console-kit`
const publicKit = `${web}/src/public-kit`
/** Tables of contents, and screens that combine several features. */
const webContents = [
  `${web}/src/app.tsx`,
  `${web}/src/console.tsx`,
  `${web}/src/main.tsx`,
  `${web}/src/screens`,
]
/** The documentation uses the look of the web app, and the API's description for its reference. */
const docs = 'apps/docs'
/** What is found is the same in the browser and on the server. */
const docsSearch = `${docs}/src/search`
/** Makes the API's description from the contracts. */
const openapi = 'apps/api/src/http/openapi'
const strength = 'packages/password-strength'
/** Reads a file of 0.7 MB, so code for browsers must not import it. */
const blocklist = `${strength}/src/blocklist.ts`
const lib = 'apps/api/src/lib'
const prismaClient = 'apps/api/src/generated'
const client = 'packages/client'
const models = 'apps/api/src/models'
/** The PostgreSQL that `start` brings. It knows nothing of Rekey. */
const embeddedDatabase = 'packages/embedded-database'
/**
 * Journeys start the same processes and use the same external test servers as the API's own tests.
 */
const installation = [
  'apps/api/src/cli.ts',
  'apps/api/testing/service-process.ts',
  'apps/api/testing/child-environment.ts',
  'apps/api/testing/identity-providers.ts',
  'apps/api/testing/free-port.ts',
  'apps/api/testing/mail-sink.ts',
  'apps/api/testing/system-program.ts',
  'apps/api/testing/webhook-receiver.ts',
]
/** The tests of the client call a real API. */
const apiOnAPort = ['apps/api/testing/test-app.ts', 'apps/api/testing/create-api-key.ts']
const jobs = 'apps/api/src/jobs'
/** Only names, which every caller that adds a job needs. */
const lanes = `${jobs}/lanes.ts`
const mail = 'apps/api/src/mail'
const http = 'apps/api/src/http'
const guards = 'apps/api/src/guards'
/** The plain objects that verbs and nouns receive. They only import types of them. */
const handed = ['apps/api/src/deps.ts', 'apps/api/src/config.ts']

const rules: Record<string, Rule> = {
  [contracts]: { own: [], packages: /^zod(\/|$)/ },
  [blocklist]: { own: [strength], packages: /^node:/ },
  [`${strength}/scripts`]: { own: [strength, blocklist] },
  [strength]: { own: [], packages: /^@zxcvbn-ts\// },
  // Only what generates it reads the contracts and their description: its users don't install them.
  [`${client}/scripts`]: { own: [contracts, openapi, client] },
  [`${client}/testing`]: { own: [`${client}/scripts`, contracts, ...apiOnAPort] },
  [client]: { own: [], packages: /^standardwebhooks$/ },
  ...Object.fromEntries(
    webContents.map((each) => [
      each,
      { own: [web, webFeatures, consoleKit, publicKit, contracts, ...webContents] },
    ]),
  ),
  [webFeatures]: { own: [consoleKit, publicKit, web, contracts, strength] },
  [consoleKit]: { own: [publicKit, web, contracts, strength] },
  [publicKit]: { own: [web, contracts, strength] },
  [web]: { own: [contracts, strength] },
  [docsSearch]: { own: [docs], packages: /^minisearch$/ },
  [docs]: {
    own: [web, docsSearch, openapi],
    packages: /^(node:|marked$|github-slugger$|highlight\.js\/|rolldown$)/,
  },
  // The example is read by integrators, so it has only what they have.
  'e2e/shop': { own: [], packages: /^(node:|@rekey\/client$|jose$)/ },
  'e2e/support': { own: [contracts, embeddedDatabase, 'e2e/shop', ...installation] },
  e2e: { own: [contracts, 'e2e/support'] },
  prisma: { own: [lib, prismaClient, models, contracts] },
  [prismaClient]: { own: [] },
  [lib]: { own: [prismaClient] },
  [embeddedDatabase]: { own: [], packages: /^(node:|pg$)/ },
  [models]: { own: [lib, prismaClient, contracts, strength, blocklist, lanes], types: handed },
  [lanes]: { own: [] },
  [jobs]: { own: [lib, lanes], types: [...handed, contracts] },
  [mail]: { own: [lib], types: [...handed, contracts] },
  [openapi]: { own: [contracts], packages: /^(node:|zod(-openapi|\/mini)?$)/ },
  [http]: { own: [openapi, docsSearch, contracts, strength, models, lib], types: handed },
  [guards]: { own: [http, contracts, strength, models, lib], types: handed },
  [features]: {
    own: [guards, http, models, jobs, lanes, mail, lib, prismaClient, contracts, strength],
    types: handed,
  },
}

/** The configuration, and files that pass the environment on to a child process. */
const environmentReaders =
  /^(apps\/api\/(src\/(config|start|server|cli)|testing\/.*)|\.ci\/.*|e2e\/.*)\.[jt]s$/
const drawers = /^(.*-)?(utils?|helpers?|common|services?|managers?)(\.|$)/
const featureIndex = /^apps\/api\/src\/features\/[^/]+\/index\.ts$/
const unbound = /\.(test|spec|config)\.tsx?$/

/** A statement or expression that loads another file: import, export from, import(), new URL(). */
const loads =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[\w*\s{},$]+\sfrom\s+)?'(?<from>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'|new URL\(\s*'(?<url>\.[^']+\.[jt]s)'/gm

/**
 * What is wrong with a file, one sentence each. Empty if nothing is.
 * @param path relative to the repository's root, with forward slashes
 */
export const findViolations = (path: string, source: string): string[] => [
  ...namingViolations(path),
  ...environmentViolations(path, source),
  ...[...source.matchAll(loads)].flatMap(({ groups = {} }) => {
    const target = groups.from ?? groups.dynamic ?? groups.url ?? ''
    return mayImport(path, target, groups.type !== undefined)
      ? []
      : [`${path} may not import ${target}`]
  }),
]

const namingViolations = (path: string): string[] => {
  const drawer = path.split('/').find((part) => drawers.test(part))
  const isBarrel = /^index\.tsx?$/.test(posix.basename(path)) && !featureIndex.test(path)
  return [
    ...(drawer ? [`${path}: "${drawer}" names a drawer, not what is in it`] : []),
    ...(isBarrel ? [`${path}: only a feature of the API has an index`] : []),
  ]
}

const environmentViolations = (path: string, source: string): string[] =>
  /\bprocess\.env\b/.test(source) && !environmentReaders.test(path) && !unbound.test(path)
    ? [`${path} may not read process.env`]
    : []

const mayImport = (path: string, specifier: string, isType: boolean): boolean => {
  const layer = layerOf(path)
  const rule = rules[layer]
  if (!rule || unbound.test(path)) return true
  const target = resolve(path, specifier)
  if (!target) return rule.packages?.test(specifier) ?? true
  const targetLayer = layerOf(target)
  if (targetLayer === layer) return !hasWalls(layer) || featureOf(target) === featureOf(path)
  return rule.own.includes(targetLayer) || (isType && rule.types?.includes(targetLayer) === true)
}

/** Our file that an import refers to, or null for a package. */
const resolve = (path: string, specifier: string): string | null => {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  const [, name, file] = /^@rekey\/([^/]+)\/(.+)$/.exec(specifier) ?? []
  return name ? `packages/${name}/src/${file}.ts` : null
}

/** The first layer that contains a file. A file in no layer is a layer of its own. */
const layerOf = (path: string): string =>
  Object.keys(rules).find((layer) => `${path}/`.startsWith(`${layer}/`)) ?? path

/** True for layers of features, which must not import each other. */
const hasWalls = (layer: string): boolean => layer === features || layer === webFeatures

const featureOf = (path: string): string => path.split('/features/')[1]?.split('/')[0] ?? ''
