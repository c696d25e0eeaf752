import { findPasswordFacts, passwordChangedMail } from './features/account/password-changed-mail.ts'
import { addressCheckMail } from './features/address-checks/address-check-mail.ts'
import { callerCheckMail } from './features/caller-checks/caller-check-mail.ts'
import { testMail } from './features/mail-health/test-mail.ts'
import type { Mails } from './features/messages/send-message.ts'
import {
  disownedDigestMail,
  findDisownedDigestFacts,
} from './features/password-reset/disowned-digest-mail.ts'
import {
  consolePasswordMail,
  createPasswordMail,
  findInvitationFacts,
  resetMail,
} from './features/password-reset/reset-mail.ts'
import {
  findProviderFacts,
  signsInElsewhereMail,
} from './features/password-reset/signs-in-elsewhere-mail.ts'
import { temporaryPasswordMail } from './features/password-reset/temporary-password-mail.ts'
import {
  findRecoveryAddressFacts,
  recoveryAddressMails,
} from './features/recovery-addresses/recovery-address-mails.ts'
import {
  findFactorFacts,
  secondFactorMails,
} from './features/second-factors/second-factor-mails.ts'
import { findSsoLinkFacts, ssoLinkMail } from './features/sso/sso-link-mail.ts'
import { findSsoLinkedFacts, ssoLinkedMail } from './features/sso/sso-linked-mail.ts'
import { addressChangedMail, usernameChangedMail } from './features/users/address-changed-mail.ts'
import {
  findWebhookFacts,
  webhookSwitchedOffMail,
} from './features/webhooks/webhook-switched-off-mail.ts'

/** The table of contents of the mails: a line a template, and who reads what it tells of. */
export const mails: Mails = {
  templates: {
    reset: resetMail,
    'create-password': createPasswordMail,
    'console-password': consolePasswordMail,
    'temporary-password': temporaryPasswordMail,
    'signs-in-elsewhere': signsInElsewhereMail,
    'sso-link': ssoLinkMail,
    'sso-linked': ssoLinkedMail,
    'password-changed': passwordChangedMail,
    'username-changed': usernameChangedMail,
    'address-changed': addressChangedMail,
    'disowned-digest': disownedDigestMail,
    'address-check': addressCheckMail,
    'caller-check': callerCheckMail,
    'webhook-switched-off': webhookSwitchedOffMail,
    ...secondFactorMails,
    ...recoveryAddressMails,
    test: testMail,
  },
  facts: {
    'create-password': findInvitationFacts,
    'console-password': findProviderFacts,
    'signs-in-elsewhere': findProviderFacts,
    'sso-link': findSsoLinkFacts,
    'sso-linked': findSsoLinkedFacts,
    'password-changed': findPasswordFacts,
    'second-factor-added': findFactorFacts,
    'recovery-address-added': findRecoveryAddressFacts,
    'disowned-digest': findDisownedDigestFacts,
    'webhook-switched-off': findWebhookFacts,
  },
}
