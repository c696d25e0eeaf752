import { posix } from 'node:path'

/**
 * Who may import whom. A layer is a folder. What stands in no layer may import everything: the API's
 * root files (app, server, worker, CLI), its `testing`, this folder; so may settings of tools, and
 * tests, which put everything together.
 */
type Rule = {
  /** Our own layers that its files may import, beside their own. */
  own: readonly string[]
  /** What they may name the types of, beside. */
  types?: readonly string[]
  /** Packages that its files may import; where it is left out, any. */
  packages?: RegExp
}

const features = 'apps/api/src/features'
const contracts = 'packages/contracts'
const strength = 'packages/password-strength'
const lib = 'apps/api/src/lib'
const client = 'apps/api/src/generated'
const models = 'apps/api/src/models'
const jobs = 'apps/api/src/jobs'
const mail = 'apps/api/src/mail'
const http = 'apps/api/src/http'
/** Ties the plain objects together, so that whoever uses them may name its type, and it theirs. */
const deps = 'apps/api/src/deps.ts'

const rules: Record<string, Rule> = {
  [contracts]: { own: [], packages: /^zod(\/|$)/ },
  [strength]: { own: [], packages: /^(@zxcvbn-ts\/|node:)/ },
  'packages/client': { own: [contracts] },
  'apps/web': { own: [contracts, strength] },
  e2e: { own: [contracts] },
  prisma: { own: [lib, client, models] },
  [client]: { own: [] },
  [lib]: { own: [client] },
  'apps/api/src/embedded-database': { own: [lib] },
  [models]: { own: [lib, client, contracts, strength], types: [deps] },
  [jobs]: { own: [lib], types: [deps, contracts] },
  [mail]: { own: [lib], types: [deps, contracts] },
  [http]: { own: [contracts, models, lib], types: [deps] },
  [features]: { own: [http, models, jobs, mail, lib, client, contracts, strength], types: [deps] },
}

const environmentReaders =
  /^(apps\/api\/src\/(config|start|cli|testing\/.*)|\.ci\/.*|e2e\/.*)\.[jt]s$/
const drawers = /^(.*-)?(utils?|helpers?|common|services?|managers?)(\.|$)/
const featureIndex = /^apps\/api\/src\/features\/[^/]+\/index\.ts$/
const unbound = /\.(test|spec|config)\.tsx?$/

/** A statement or expression that loads another file: import, export from, import(), new URL(). */
const loads =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[\w*\s{},$]+\sfrom\s+)?'(?<from>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'|new URL\(\s*'(?<url>\.[^']+)'/gm

/**
 * What is wrong with a file, one sentence each; empty where all is well.
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
  if (targetLayer === layer) return layer !== features || featureOf(target) === featureOf(path)
  return rule.own.includes(targetLayer) || (isType && rule.types?.includes(targetLayer) === true)
}

/** A file of ours that an import means, or null for a package. */
const resolve = (path: string, specifier: string): string | null => {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  const [, name, file] = /^@rekey\/([^/]+)\/(.+)$/.exec(specifier) ?? []
  return name ? `packages/${name}/src/${file}.ts` : null
}

/** The layer that a file stands in; a file in none is a layer of its own. */
const layerOf = (path: string): string =>
  Object.keys(rules).find((layer) => path.startsWith(`${layer}/`)) ?? path

const featureOf = (path: string): string => path.slice(features.length + 1).split('/')[0] ?? ''
