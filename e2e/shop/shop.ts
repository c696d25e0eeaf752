import { EventEmitter } from 'node:events'
import { createClient } from '@rekey/client'
import { openMails } from './mails.ts'
import { answerVisit } from './routes.ts'
import { serve } from './serve.ts'
import { openSessions } from './sessions.ts'
import { openTokens } from './tokens.ts'

/** Starts the shop. The API key and the webhook's secret are only in its server's environment. */
const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`Set ${name} in the environment of the shop.`)
  return value
}

const origin = setting('SHOP_URL')
const rekeyUrl = setting('REKEY_URL')
const shop = {
  origin,
  rekeyUrl,
  rekey: createClient({ baseUrl: rekeyUrl, apiKey: setting('REKEY_API_KEY') }),
  webhookSecret: setting('REKEY_WEBHOOK_SECRET'),
  tokens: openTokens(rekeyUrl),
  sessions: openSessions(),
  mails: openMails(),
  // Each open page listens, so there is no number that would be too many.
  changes: new EventEmitter<{ change: [] }>().setMaxListeners(0),
}

serve(origin, (request, clientIp) => answerVisit(shop, { request, clientIp }))
