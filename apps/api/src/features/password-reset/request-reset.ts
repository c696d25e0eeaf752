import type { requestReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import type { Input } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { findProof } from '../../models/device-cookie.ts'

/** How soon the same person may ask again: one mail a minute. */
const resendAfterSeconds = 60

type Asking = Pick<Input<typeof contract>, 'body' | 'ip' | 'device' | 'cookies' | 'requestId'>

/**
 * POST /password-resets, and POST /temporary-passwords: what goes out follows the method of the
 * user's kind either way. Same work, same answer, whether or not the user exists: only the job
 * looks. A genuine device cookie, which proves itself without the database, takes the fast lane.
 */
export async function requestReset(
  { body, ip, device, cookies, requestId }: Asking,
  { jobs, keys, clock }: Deps,
) {
  const askedAt = clock.now()
  const isKnown = findProof(keys, cookies.device, body.username, askedAt) !== null
  await jobs.ask({
    username: body.username,
    askedAt: askedAt.toISOString(),
    ip,
    device,
    requestId,
    lane: isKnown ? lanes.first : lanes.selfService,
  })
  return { status: 202, body: { status: 'accepted', resendAfterSeconds } } as const
}
