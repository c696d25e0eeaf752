import { describeProxy } from './testing/describe-proxy.ts'
import { startNginx } from './testing/proxy.ts'

describeProxy('nginx', startNginx)
