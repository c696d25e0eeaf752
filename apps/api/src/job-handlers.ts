import type { Deps } from './deps.ts'
import { passwordChangedMail } from './features/account/password-changed-mail.ts'
import { addressCheckMail } from './features/address-checks/address-check-mail.ts'
import { sealAudit } from './features/audit/seal-audit.ts'
import { testMail } from './features/mail-health/test-mail.ts'
import { cleanUp } from './features/maintenance/clean-up.ts'
import { createSendMessage } from './features/messages/send-message.ts'
import {
  disownedDigestMail,
  findDisownedDigestFacts,
} from './features/password-reset/disowned-digest-mail.ts'
import { createOpenReset } from './features/password-reset/open-reset.ts'
import { createPasswordMail, resetMail } from './features/password-reset/reset-mail.ts'
import { sendDisownedDigest } from './features/password-reset/send-disowned-digest.ts'
import { temporaryPasswordMail } from './features/password-reset/temporary-password-mail.ts'
import { addressChangedMail, usernameChangedMail } from './features/users/address-changed-mail.ts'
import type { JobHandlers } from './jobs/jobs.ts'

/** The table of contents of the worker: a line a job. */
export function createJobHandlers(
  deps: Deps,
  { longestDelayMs }: { longestDelayMs?: number } = {},
): JobHandlers {
  const sendMessage = createSendMessage({
    templates: {
      reset: resetMail,
      'create-password': createPasswordMail,
      'temporary-password': temporaryPasswordMail,
      'password-changed': passwordChangedMail,
      'username-changed': usernameChangedMail,
      'address-changed': addressChangedMail,
      'disowned-digest': disownedDigestMail,
      'address-check': addressCheckMail,
      test: testMail,
    },
    facts: { 'disowned-digest': findDisownedDigestFacts },
  })
  return {
    'open-reset': createOpenReset(deps, longestDelayMs),
    'send-message': (data) => sendMessage(data, deps),
    'send-disowned-digest': () => sendDisownedDigest(deps),
    'clean-up': async () => {
      await sealAudit(deps, { all: true })
      await cleanUp(deps)
    },
  }
}
