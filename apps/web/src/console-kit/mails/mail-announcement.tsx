import type { Message } from '@rekey/contracts/messages'
import { useState } from 'react'
import { fill } from '../../fill.ts'
import { Status } from '../../ui/status.tsx'
import { messageStatusOf } from '../message-status.ts'
import { mailKitMessages, templateNames } from './mail-kit-messages.ts'

/** Announces a mail's status when it changes, but not the status that was shown on arrival. */
export function MailAnnouncement({ message }: { message: Message | null }) {
  const now = message
    ? fill(mailKitMessages.nowIs, {
        mail: templateNames[message.template],
        status: messageStatusOf(message).words,
      })
    : ''
  const [first] = useState(now)
  const [isChanged, setChanged] = useState(false)
  if (now !== first && !isChanged) setChanged(true)
  return <Status>{isChanged && now}</Status>
}
