import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { Lane } from './lanes.ts'

/** The data of each job. */
export type JobData = {
  /** A self-service request, as typed: only this job looks the user up. */
  'open-reset': {
    username: string
    askedAt: string
    device: string | null
    ip: string
    requestId: string
    lane: Lane
    /** How many asks its network had made before (turns.ts). Left out: none. */
    turn?: number
  }
  'send-message': { messageId: string }
  /** An act that strangers can cause. Only this job looks up whether the user exists. */
  'count-act': {
    action: AuditAction
    userId: string
    /** What distinguishes one count from another, as canonical JSON. */
    facts: string
    /** Only the first event of an hour contains it. */
    detail: string | null
    at: string
    ip: string
    requestId: string
  }
  'close-hours': Record<string, never>
  'add-up-counts': Record<string, never>
  'finish-factor-recovery': { recoveryId: string }
  'send-disowned-digest': Record<string, never>
  'clean-up': Record<string, never>
}

export type JobName = keyof JobData

/** What stands in the data of every job. */
export type Origin = {
  /** Where traces are on: the span that added the job, as W3C `traceparent`. */
  trace?: string
}

export type JobHandler<N extends JobName> = (data: JobData[N], jobId: string) => Promise<void>
/** Does all of these jobs, which differ from each other, or none of them. */
export type JobSetHandler<N extends JobName> = (
  jobs: readonly { readonly id: string; readonly data: JobData[N] }[],
) => Promise<void>

export type SingleJobName = Exclude<JobName, 'open-reset'>
export type SingleJobHandlers = { readonly [N in SingleJobName]: JobHandler<N> }
export type JobHandlers = SingleJobHandlers & {
  readonly 'open-reset': JobSetHandler<'open-reset'>
}
