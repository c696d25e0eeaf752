import type { Permission } from '@rekey/contracts/permissions'
import { createApiKey } from '../../../apps/api/testing/create-api-key.ts'
import { createTestApp } from '../../../apps/api/testing/test-app.ts'

/** The API on a port, with a key of these scopes. */
export async function openServer(scopes: readonly Permission[]) {
  const service = await createTestApp()
  const url = await service.app.listen({ port: 0, host: '127.0.0.1' })
  const { key: apiKey } = await createApiKey(service, scopes)
  return { service, url, apiKey, close: () => service.close() }
}
