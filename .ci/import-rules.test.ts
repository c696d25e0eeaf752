import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findViolations } from './import-rules.ts'
import { root } from './step.ts'

const feature = 'apps/api/src/features/password-reset/request-reset.ts'

/** Installed or generated folders, which .gitignore lists too. */
const notOurs = new Set(['node_modules', 'dist', 'generated', '.data'])

test('every file imports only what its layer is allowed to import', () => {
  const folders = ['**/*', '.ci/**/*'].map((folder) => `${folder}.{ts,tsx,js,jsx}`)
  const files = globSync(folders, { cwd: root, exclude: (name) => notOurs.has(name) })
  expect(files).toContain('.ci/import-rules.ts')
  const sources = files.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
  expect(sources.flatMap(([path, source]) => findViolations(path, source))).toEqual([])
})

test.each([
  ['contracts import zod', 'packages/contracts/src/a.ts', "import * as z from 'zod/mini'"],
  ['a feature imports its own files', feature, "import { a } from './resets.ts'"],
  ['a feature imports models', feature, "import { a } from '../../models/users.ts'"],
  ['a feature imports contracts', feature, "import { a } from '@rekey/contracts/fields'"],
  ['anyone names the type of Deps', feature, "import type { Deps } from '../../deps.ts'"],
  [
    'the app imports every feature',
    'apps/api/src/app.ts',
    "import { a } from './features/a/index.ts'",
  ],
  [
    'mail names words of the contracts',
    'apps/api/src/mail/a.ts',
    "import type { A } from '@rekey/contracts/messages'",
  ],
  ['the app imports every model', 'apps/api/src/app.ts', "import { a } from './models/users.ts'"],
  [
    'the password rule imports its dictionaries',
    'packages/password-strength/src/a.ts',
    "import { a } from '@zxcvbn-ts/core'",
  ],
  [
    'a test puts everything together',
    feature.replace('.ts', '.test.ts'),
    "import { a } from '../../app.ts'",
  ],
])('%s', (_promise, path, source) => {
  expect(findViolations(path, source)).toEqual([])
})

test.each([
  [
    'a feature of the web app imports no other',
    'apps/web/src/features/roles/a.tsx',
    "import { a } from '../users/a.tsx'",
  ],
  [
    'what console screens share imports no feature',
    'apps/web/src/console-kit/a.tsx',
    "import { a } from '../features/users/a.tsx'",
  ],
  [
    'what public screens share knows nothing of the console',
    'apps/web/src/public-kit/a.tsx',
    "import { a } from '../console-kit/a.tsx'",
  ],
  [
    'contracts import nothing but zod',
    'packages/contracts/src/a.ts',
    "import { a } from 'fastify'",
  ],
  [
    'contracts import no API',
    'packages/contracts/src/a.ts',
    "import { a } from '../../../apps/api/src/app.ts'",
  ],
  ['a feature imports no other feature', feature, "import { a } from '../sessions/sign-in.ts'"],
  ['not even its types', feature, "import type { A } from '../sessions/sign-in.ts'"],
  ['nor re-exports it', feature, "export { a } from '../sessions/sign-in.ts'"],
  ['nor loads it later', feature, "const a = await import('../sessions/sign-in.ts')"],
  [
    'nor starts it as a worker',
    feature,
    "new Worker(new URL('../sessions/sign-in.ts', import.meta.url))",
  ],
  [
    'nor imports it over several lines',
    feature,
    "import {\n  a,\n  b as c,\n} from '../sessions/sign-in.ts'",
  ],
  ['a feature makes no Deps', feature, "import { a } from '../../deps.ts'"],
  [
    'lib knows nothing of this product',
    'apps/api/src/lib/a.ts',
    "import { a } from '../models/users.ts'",
  ],
  ['lib knows no Deps', 'apps/api/src/lib/a.ts', "import type { Deps } from '../deps.ts'"],
  ['models know no HTTP', 'apps/api/src/models/users.ts', "import { a } from '../http/problem.ts'"],
  [
    'mail runs no contracts',
    'apps/api/src/mail/smtp.ts',
    "import { a } from '@rekey/contracts/fields'",
  ],
  ['mail knows no models', 'apps/api/src/mail/smtp.ts', "import { a } from '../models/users.ts'"],
  [
    'http knows no feature',
    'apps/api/src/http/web.ts',
    "import { a } from '../features/a/index.ts'",
  ],
  [
    'the documentation imports no API',
    'apps/docs/src/a.ts',
    "import { a } from '../../api/src/config.ts'",
  ],
  [
    'the example imports nothing that integrators lack',
    'e2e/shop/a.ts',
    "import { a } from '@rekey/contracts/fields'",
  ],
  ['the web app imports no API', 'apps/web/src/a.tsx', "import { a } from '../../api/src/app.ts'"],
  [
    'the web app loads no blocklist',
    'apps/web/src/a.ts',
    "import { a } from '@rekey/password-strength/blocklist'",
  ],
  [
    'nor does what it imports',
    'packages/password-strength/src/a.ts',
    "import { a } from './blocklist.ts'",
  ],
  [
    'what runs in browsers needs no Node',
    'packages/password-strength/src/a.ts',
    "import { a } from 'node:fs'",
  ],
  [
    'the client’s users don’t have the contracts',
    'packages/client/src/a.ts',
    "import type { A } from '@rekey/contracts/users'",
  ],
  [
    'the client needs no package but the one for webhooks',
    'packages/client/src/a.ts',
    "import { a } from 'zod'",
  ],
  [
    'the API doesn’t import its client',
    'apps/api/src/features/a/a.ts',
    "import { a } from '../../../../../packages/client/src/create-client.ts'",
  ],
  [
    'journeys import no password rule',
    'e2e/a.ts',
    "import { a } from '@rekey/password-strength/policy'",
  ],
  ['a package runs for its effects', 'packages/contracts/src/a.ts', "import 'fastify'"],
  ['only the configuration reads the environment', feature, 'const a = process.env.HOST'],
  ['no drawers', 'apps/api/src/lib/mail-utils.ts', ''],
  ['no drawers of folders either', 'apps/web/src/common/field.tsx', ''],
  ['no barrels', 'apps/web/src/ui/index.ts', ''],
])('a violation is found: %s', (_promise, path, source) => {
  expect(findViolations(path, source)).toHaveLength(1)
})
