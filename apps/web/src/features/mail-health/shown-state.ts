import type { MailHealthState } from '@rekey/contracts/mail-health'
import { Check, CircleHelp, CircleX, Timer } from 'lucide-react'
import type { Shown } from '../../console-kit/message-status.ts'
import { mailHealthWords } from './mail-health-words.ts'

const looks = {
  working: { tone: 'good', icon: Check },
  delayed: { tone: 'warning', icon: Timer },
  down: { tone: 'bad', icon: CircleX },
  unknown: { tone: 'quiet', icon: CircleHelp },
} as const

/** The state of sending, with icon and words. */
export const shownState = (state: MailHealthState): Shown => ({
  ...looks[state],
  words: mailHealthWords.states[state],
})
