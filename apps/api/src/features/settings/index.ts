import type { Handlers } from '../../http/routes.ts'
import { changeSettings } from './change-settings.ts'
import { showSettings } from './show-settings.ts'

export const settings = {
  showSettings,
  changeSettings,
} satisfies Partial<Handlers>
