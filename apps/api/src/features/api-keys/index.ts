import type { Handlers } from '../../http/routes.ts'
import { createApiKey } from './create-api-key.ts'
import { deleteApiKey } from './delete-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { showApiKey } from './show-api-key.ts'

export const apiKeys = {
  listApiKeys,
  createApiKey,
  showApiKey,
  deleteApiKey,
} satisfies Partial<Handlers>
