import type { MailContext } from './template.ts'
import { shownMoment } from './times.ts'

/** The device is shown only to the user who asked with it; it never came from a free text. */
export function whoAsked({ origin, askedAt, settings, now, device }: MailContext): string {
  const moment = shownMoment(askedAt, settings.timeZone, now)
  if (origin === 'started') return `An administrator asked for this at ${moment}`
  return `You asked for this at ${moment}${device ? `, from ${device}` : ''}`
}
