import { onOneLine } from './shown-name.ts'
import type { MailContext } from './template.ts'

/** The line that says why an administrator sends the mail, if it goes to many users. */
export const reasonLines = ({ reason }: MailContext): readonly string[] =>
  reason === null ? [] : [`The reason: ${onOneLine(reason)}`]
