import type { Deps } from './deps.ts'
import { closeHours } from './features/audit/close-hours.ts'
import { createCountAct } from './features/audit/count-act.ts'
import { sealAudit } from './features/audit/seal-audit.ts'
import { finishFactorRecovery } from './features/factor-recoveries/finish-factor-recovery.ts'
import { cleanUp } from './features/maintenance/clean-up.ts'
import { createSendMessage } from './features/messages/send-message.ts'
import { addUpCounts } from './features/overview/add-up-counts.ts'
import { createOpenReset } from './features/password-reset/open-reset.ts'
import { sendDisownedDigest } from './features/password-reset/send-disowned-digest.ts'
import type { JobHandlers } from './jobs/job-data.ts'
import { mails } from './mails.ts'

/** The table of contents of the worker: a line a job. */
export function createJobHandlers(
  deps: Deps,
  { longestDelayMs }: { longestDelayMs?: number } = {},
): JobHandlers {
  return {
    'open-reset': createOpenReset(deps, longestDelayMs),
    'send-message': createSendMessage(mails, deps),
    'count-act': createCountAct(deps),
    'close-hours': () => closeHours(deps),
    'add-up-counts': () => addUpCounts(deps),
    'finish-factor-recovery': ({ recoveryId }) => finishFactorRecovery(deps, recoveryId),
    'send-disowned-digest': () => sendDisownedDigest(deps),
    'clean-up': async () => {
      await sealAudit(deps, { all: true })
      await cleanUp(deps)
    },
  }
}
