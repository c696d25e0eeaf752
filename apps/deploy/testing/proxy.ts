import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCertificate } from '../../api/testing/create-certificate.ts'
import { findFreePort } from '../../api/testing/free-port.ts'
import { requireProgram } from '../../api/testing/system-program.ts'

export const hostName = 'accounts.northwind.example'

/**
 * A proxy that runs with the configuration of this folder. Only addresses and paths are changed.
 */
export type RunningProxy = {
  readonly httpPort: number
  readonly httpsPort: number
  readonly certificate: string
  stop(): Promise<void>
}

export type StartProxy = (upstreamPorts: readonly number[]) => Promise<RunningProxy>

type Place = Pick<RunningProxy, 'httpPort' | 'httpsPort'> & { readonly folder: string }

const isRoot = process.getuid?.() === 0

/** A packaged nginx has these lines around the files of conf.d. Debian switches gzip on. */
const nginxMain = (folder: string, site: string) => `
${isRoot ? 'user root;' : ''}
daemon off;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  gzip on;
  gzip_types text/css application/javascript application/json;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${site}
}`

export const startNginx: StartProxy = async (upstreamPorts) =>
  start(async ({ folder, httpPort, httpsPort }) => {
    const servers = upstreamPorts.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(' ')
    const site = (await readFile(new URL('../nginx/rekey.conf', import.meta.url), 'utf8'))
      .replaceAll(/^ *listen \[::\].*$/gm, '')
      .replaceAll('listen 80', `listen 127.0.0.1:${httpPort}`)
      .replaceAll('listen 443', `listen 127.0.0.1:${httpsPort}`)
      .replace('server 127.0.0.1:3000 max_fails=0;', servers)
      .replaceAll(/\/etc\/ssl\/(private\/)?/g, `${folder}/`)
    await writeFile(join(folder, 'nginx.conf'), nginxMain(folder, site))
    return [requireProgram('nginx'), '-p', folder, '-c', join(folder, 'nginx.conf')]
  })

export const startCaddy: StartProxy = async (upstreamPorts) =>
  start(async ({ folder, httpPort, httpsPort }) => {
    const servers = upstreamPorts.map((port) => `127.0.0.1:${port}`).join(' ')
    const ports = `http_port ${httpPort}\nhttps_port ${httpsPort}\nadmin off`
    const site = (await readFile(new URL('../caddy/Caddyfile', import.meta.url), 'utf8'))
      .replace(/^\{$/m, `{\n${ports}`)
      .replace('{$REKEY_SERVERS:127.0.0.1:3000}', servers)
      .replaceAll(/\/etc\/ssl\/(private\/)?/g, `${folder}/`)
    await writeFile(join(folder, 'Caddyfile'), site)
    return [requireProgram('caddy'), 'run', '--config', join(folder, 'Caddyfile')]
  })

async function start(commandOf: (place: Place) => Promise<string[]>): Promise<RunningProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-proxy-'))
  await mkdir(join(folder, 'home'))
  const certificate = await writeCertificate(folder)
  const ports = { httpPort: await findFreePort(), httpsPort: await findFreePort() }
  const [program = '', ...args] = await commandOf({ folder, ...ports })
  const home = join(folder, 'home')
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/bin:/bin', HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
  })
  await listens(child, ports.httpsPort)
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true })
  }
  return { ...ports, certificate, stop }
}

async function writeCertificate(folder: string): Promise<string> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = createCertificate({ name: hostName, keys })
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' })
  await writeFile(join(folder, `${hostName}.crt`), certificate)
  await writeFile(join(folder, `${hostName}.key`), key)
  return certificate
}

/** Resolves once the port answers. @throws what the program printed, when it ends before that */
async function listens(child: ChildProcess, port: number): Promise<void> {
  let printed = ''
  let isOver = false
  child.stderr?.on('data', (chunk) => {
    printed += chunk
  })
  child.once('error', () => {
    isOver = true
  })
  child.once('exit', () => {
    isOver = true
  })
  while (!(await answers(port))) {
    if (isOver) throw new Error(`The proxy did not start:\n${printed}`)
  }
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => resolve(true)).once('error', () => setTimeout(resolve, 20, false))
  return promise.finally(() => socket.destroy())
}
