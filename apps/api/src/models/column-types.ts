import type * as Audit from '@rekey/contracts/audit-actions'
import type * as Fields from '@rekey/contracts/fields'
import type * as Messages from '@rekey/contracts/messages'
import type * as PasswordReset from '@rekey/contracts/password-reset'
import type * as Permissions from '@rekey/contracts/permissions'
import type * as Campaigns from '@rekey/contracts/reset-campaigns'
import type { Answer } from '@rekey/contracts/route'
import type * as Factors from '@rekey/contracts/second-factors'
import type * as Sessions from '@rekey/contracts/sessions'
import type * as Settings from '@rekey/contracts/settings'
import type * as Sso from '@rekey/contracts/sso-connections'
import type * as Batches from '@rekey/contracts/user-batches'
import type * as Users from '@rekey/contracts/users'
import type * as Webhooks from '@rekey/contracts/webhooks'
import type * as Lanes from '../jobs/lanes.ts'
import type * as Rules from './factor-rules.ts'
import type * as Codes from './mailed-codes.ts'
import type * as OfMessages from './messages.ts'
import type * as Purposes from './purposes.ts'
import type * as Resets from './resets.ts'
import type * as OfSessions from './sessions.ts'
import type * as Flows from './sso-flows.ts'

/**
 * The types of columns that hold one of a few words, or JSON. `prisma/schema.prisma` names them,
 * and the client reads and writes these types. A CHECK in the migrations holds the words of each
 * set that rarely changes. Sets that grow with the product (templates, actions, permissions) have
 * none.
 */
declare global {
  namespace PrismaJson {
    type AuditAction = Audit.AuditAction
    type BatchAction = Batches.BatchAction
    type BatchStatus = Batches.BatchStatus
    type BatchStopCause = Batches.BatchStopCause
    type CampaignOutcome = Campaigns.CampaignOutcome
    type CampaignStatus = Campaigns.CampaignStatus
    type CampaignStep = Campaigns.CampaignStep
    type Client = OfSessions.Client
    type DeliveryReason = Messages.DeliveryReason
    type DisownOutcome = Answer<typeof PasswordReset.disownReset>['outcome']
    type DeliveryStatus = Webhooks.Delivery['status']
    type EndReason = Resets.EndReason
    type EventData = Webhooks.Delivery['data']
    type EventType = Webhooks.EventType | typeof Webhooks.testEventType
    type FactorType = Factors.SecondFactor['type']
    type FlowPurpose = Flows.FlowPurpose
    type Kind = Fields.Kind
    type Lane = Lanes.Lane
    type MailedCodePurpose = Codes.MailedCodePurpose
    type MessageOrigin = OfMessages.MessageOrigin
    type MessageReason = Messages.MessageReason
    type MessageStatus = Messages.MessageStatus
    type PauseCause = Campaigns.PauseCause
    type Permission = Permissions.Permission
    type Protocol = Sso.SsoConnection['protocol']
    type RecoveryMethod = Settings.RecoveryMethod
    type RequiredSince = Rules.RequiredSince
    type ResetPurpose = Purposes.StoredPurpose
    type ResetOrigin = Resets.ResetOrigin
    type SecondAdministratorCause = Campaigns.SecondAdministratorCause
    type SessionOpener = Sessions.SessionOpener
    type SignInMethod = Users.User['signInMethod']
    type StepDetails = Campaigns.Campaign['history'][number]['details']
    type StoredBatchOutcome = Exclude<Batches.BatchOutcome, 'sending'> | 'mailed'
    type StoredSettings = Partial<Settings.Settings>
    type Template = Messages.Template
    type TestResult = Sso.SsoConnection['lastTest'] & { testerId?: string }
    type TrialOutcome = Campaigns.Campaign['trial']['outcome']
    type UserFilters = NonNullable<Campaigns.Campaign['filter']>
    type UserStatus = Users.User['status']
  }
}
