import { describeProxy } from './testing/describe-proxy.ts'
import { startCaddy } from './testing/proxy.ts'

describeProxy('Caddy', startCaddy)
