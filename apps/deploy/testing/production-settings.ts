import type { ServiceEnv } from '../../api/testing/service-process.ts'
import { hostName } from './proxy.ts'

/**
 * What a server behind a proxy is told in production. It has no worker, and its mails go nowhere.
 */
export const productionSettings = (databaseUrl: string): ServiceEnv => ({
  DATA_DIR: '/nonexistent',
  DATABASE_URL: databaseUrl,
  SECRET_KEYS: `shared:${Buffer.alloc(32, 7).toString('base64')}`,
  PUBLIC_URL: `https://${hostName}`,
  TRUST_PROXY: '127.0.0.1',
  IP_RATE_LIMITS: 'on',
  MAIL_TRANSPORT: 'smtp',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'no-reply@northwind.example',
  WORKER: 'off',
})
