import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { compressAssets } from './compress-assets.ts'

/** Where `pnpm dev` finds the API. */
const api = 'http://localhost:3000'

/**
 * What every public screen shares goes into one file, with the icons that it draws: fewer requests,
 * and it packs better. What only the console needs stays out of it.
 */
const isPublic =
  /node_modules\/(react|react-dom|react-router|scheduler)\/|web\/src\/(ui|hooks|(?!console\.)[^/]+$)/

/**
 * What several public screens share but the first ones don't need. The console uses it too, and
 * without a file of its own it would lie in the console's, which all these screens then load.
 */
const isOfPublicKit = /web\/src\/public-kit\//

/** The code that every screen of the console shares, in one file for the same reason. */
const isConsole =
  /node_modules\/(react-aria|react-stately|@react-|@tanstack|@internationalized)|web\/src\/(console-kit\/[^/]+$|features\/console\/)|web\/src\/console\.tsx/

/**
 * The public file names what each lazy screen needs, to fetch it all at once. Style sheets must be
 * named; scripts the browser finds by itself, a trip later, and they weigh on nobody else.
 */
const resolveDependencies = (_file: string, needs: string[], { hostType }: { hostType: string }) =>
  hostType === 'js' ? needs.filter((name) => name.endsWith('.css')) : needs

/**
 * The router's own links and forms, which no screen uses, stay out of the build once it is said
 * that making them has no effect and that their names in development tools don't count.
 */
const leaveOutUnused = (): Plugin => ({
  name: 'leave-out-unused-router-parts',
  apply: 'build',
  transform: (code, id) =>
    id.includes('/react-router/')
      ? code
          .replaceAll('= React$1.forwardRef(', '= /* @__PURE__ */ React$1.forwardRef(')
          .replaceAll(/^\w+\.displayName = .*;$/gm, '')
      : null,
})

/**
 * The build runs under `script-src 'self'; style-src 'self'` and Trusted Types without a policy:
 * no inlined assets, no inline preload polyfill, one stylesheet a chunk.
 */
export default defineConfig(({ command }) => {
  // A test runner may start the build, but the build always contains React's production form.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
    plugins: [react(), leaveOutUnused(), compressAssets()],
    build: {
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false, resolveDependencies },
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              { name: 'shared', test: isPublic, priority: 3 },
              { name: 'public', test: isOfPublicKit, priority: 2 },
              { name: 'console', test: isConsole, priority: 1 },
            ],
          },
        },
      },
    },
    server: {
      port: 5173,
      strictPort: true,
      proxy: {
        '/api': api,
        '/dev/mailbox/messages': api,
        '/.well-known': api,
        '/docs': api,
        '/llms.txt': api,
      },
    },
    test: {
      environment: 'node',
      include: ['src/**/*.test.ts'],
      isolate: false,
      maxWorkers: availableParallelism(),
      testTimeout: 300_000,
    },
  }
})
