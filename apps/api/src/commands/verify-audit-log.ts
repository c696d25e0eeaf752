import { type AuditReport, verifyAudit } from '../features/audit/verify-audit.ts'
import { withCommandDeps } from './open-command-deps.ts'

/** `rekey audit verify`: exit code 1 unless every event is as it was sealed. */
export async function verifyAuditLog({ head }: { head?: string }): Promise<void> {
  const report = await withCommandDeps((deps) => verifyAudit(deps, { head }))
  for (const line of describe(report)) console.log(line)
  if (!report.ok) process.exitCode = 1
}

function describe(report: AuditReport): string[] {
  const faults = report.faults.map(({ kind, position, eventId }) => {
    const where = [position && `seal ${position}`, eventId && `event ${eventId}`].filter(Boolean)
    return `${kind}: ${where.join(', ') || 'the end of the log'}`
  })
  const more = report.faultCount - report.faults.length
  return [
    ...faults,
    ...(more > 0 ? [`and ${more} more faults`] : []),
    ...(report.unverifiable > 0
      ? [`unverifiable: ${report.unverifiable} seals whose key is missing`]
      : []),
    ...(report.erased > 0
      ? [`erased: the personal details of ${report.erased} events, as sealed erasures record`]
      : []),
    ...(report.sealedLate > 0 ? [`sealed late: ${report.sealedLate} events`] : []),
    `${report.ok ? 'The audit log is intact' : 'The audit log has faults'}: ${report.checked} seals checked.`,
    ...(report.head ? [`Head: ${report.head}`] : []),
    ...(report.cutOff === 'unknown' && report.head
      ? ['Keep the head elsewhere. Later, --head shows with it whether the end was cut off.']
      : []),
  ]
}
