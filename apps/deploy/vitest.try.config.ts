import { mergeConfig } from 'vitest/config'
import ordinary from './vitest.config.ts'

/** `pnpm try-deploy`: what needs programs that take long to install, such as Prometheus. */
export default mergeConfig(ordinary, {
  test: { name: 'try-deploy', include: ['**/*.test.ts', '**/*.try.ts'] },
})
