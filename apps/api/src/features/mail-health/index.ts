import * as contracts from '@rekey/contracts/mail-health'
import type { Register } from '../../http/routes.ts'
import { sendTestMail } from './send-test-mail.ts'
import { showMailHealth } from './show-mail-health.ts'

export function mailHealth(register: Register) {
  register(contracts.showMailHealth, showMailHealth)
  register(contracts.sendTestMail, sendTestMail)
}
