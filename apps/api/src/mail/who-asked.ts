import type { MailContext } from './template.ts'
import { shownMoment } from './times.ts'

/**
 * Who requested what and when, as the words before and after a username. The device is shown only
 * to the user who used it for the request, and never comes from free text.
 */
export function asked(
  { origin, askedAt, settings, now, device }: MailContext,
  what: string,
): [before: string, after: string] {
  const moment = shownMoment(askedAt, settings.timeZone, now)
  return origin === 'started'
    ? [`An administrator asked ${what}`, ` at ${moment}.`]
    : [`Someone, we hope you, asked ${what}`, ` at ${moment}${device ? `, from ${device}` : ''}.`]
}
