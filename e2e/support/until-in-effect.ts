import { expect } from '@playwright/test'

/**
 * Changed settings count on every process within a second; nothing shows it sooner from outside.
 */
export async function untilInEffect(): Promise<void> {
  const changedAt = Date.now()
  await expect.poll(() => Date.now() - changedAt, { intervals: [200] }).toBeGreaterThan(1_000)
}
