import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

type Environment = Record<string, string>

/** The part of a service of compose.yaml that tests look at. */
type ComposeService = {
  readonly image: string
  readonly build?: string
  readonly environment?: Environment
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly user?: string
  readonly stop_grace_period?: string
}

/** What a reader writes into `.env`, as apps/docs/deploy.md tells. */
export const composeSettings: Environment = {
  POSTGRES_PASSWORD: 'secret',
  SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
}

/** The services of compose.yaml, as Compose reads them: with `${NAME:-default}` filled in. */
export function readCompose(settings = composeSettings): Record<string, ComposeService> {
  const fill = (value: string) =>
    value.replaceAll(
      /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
      (_, name: string, kind: string, words = '') => settings[name] ?? (kind === '-' ? words : ''),
    )
  const { services } = parse(read('compose.yaml'), { merge: true })
  return JSON.parse(JSON.stringify(services), (_name, value) =>
    typeof value === 'string' ? fill(value) : value,
  )
}

/** The part of a manifest that tests look at. */
type Manifest = {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec?: { readonly template?: { readonly spec: PodSpec } }
}
type PodSpec = {
  readonly securityContext: object
  readonly terminationGracePeriodSeconds: number
  readonly containers: readonly {
    readonly env: readonly { readonly name: string; readonly value: string }[]
    readonly securityContext: object
  }[]
}

const kubernetes = 'apps/deploy/kubernetes'

/** The manifests that kustomization.yaml names. */
export function readManifests(): Manifest[] {
  const { resources } = parse(read(`${kubernetes}/kustomization.yaml`)) as { resources: string[] }
  return resources.flatMap((file) =>
    parseAllDocuments(read(`${kubernetes}/${file}`)).map((document) => document.toJS() as Manifest),
  )
}

/** Lines of NAME=value, as Kustomize and systemd read them. */
export const readSettings = (path: string): Environment =>
  Object.fromEntries(
    [...read(path).matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )

/** The values of a key of the unit file; a key may stand there several times. */
export const readUnit = (key: string): string[] =>
  [...read('apps/deploy/systemd/rekey.service').matchAll(/^(\w+)=(.*)$/gm)].flatMap(
    ([, name, value = '']) => (name === key ? [value] : []),
  )
