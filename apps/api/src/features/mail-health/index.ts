import type { Handlers } from '../../http/routes.ts'
import { sendTestMail } from './send-test-mail.ts'
import { showMailHealth } from './show-mail-health.ts'

export const mailHealth = {
  showMailHealth,
  sendTestMail,
} satisfies Partial<Handlers>
