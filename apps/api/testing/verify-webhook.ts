import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'
import type { Clock } from '../src/lib/clock.ts'
import type { Received } from './webhook-receiver.ts'

/**
 * Verifies as a receiver does, at the time of the test's clock. @throws if no signature is right
 */
export function verify({ headers, body }: Received, secret: string, { now }: Clock) {
  vi.useFakeTimers({ toFake: ['Date'], now: now() })
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as {
      id: string
      type: string
      timestamp: string
      data: Record<string, unknown>
    }
  } finally {
    vi.useRealTimers()
  }
}
