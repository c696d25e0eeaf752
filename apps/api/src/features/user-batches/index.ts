import type { Handlers } from '../../http/routes.ts'
import { closeUserBatch } from './close-user-batch.ts'
import { createUserBatch } from './create-user-batch.ts'
import { listBatchUsers } from './list-batch-users.ts'
import { listUserBatches } from './list-user-batches.ts'
import { retryUserBatch } from './retry-user-batch.ts'
import { showUserBatch } from './show-user-batch.ts'
import { startUserBatch } from './start-user-batch.ts'
import { stopUserBatch } from './stop-user-batch.ts'

export const userBatches = {
  listUserBatches,
  createUserBatch,
  showUserBatch,
  startUserBatch,
  stopUserBatch,
  retryUserBatch,
  closeUserBatch,
  listBatchUsers,
} satisfies Partial<Handlers>
