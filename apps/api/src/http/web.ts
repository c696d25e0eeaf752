import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { accentPalette, coloursPath } from '@rekey/contracts/accent-palette'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import { peerOf } from './peer.ts'
import { Problem } from './problem.ts'

const dist = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

/**
 * Paths below these never belong to the web app: an unknown one is not found, and neither is one
 * with other slashes or capitals, so that a program with a wrong address gets a problem and no
 * page. A health check that got a page would always pass.
 */
const notOurPages =
  /^\/+(api|docs|branding|\.well-known|assets|dev\/mailbox\/messages|health\w*|ready\w*|livez?|metrics|openapi\.json)([/?]|$)/i

/**
 * Serves the built web app: its files, and for every other page its shell, which contains the facts
 * about this installation. File names contain a hash, so browsers may cache files forever.
 * @param describe returns the content of `<script type="application/json" id="site">`
 */
export async function web(app: FastifyInstance, describe: (peer: string) => Promise<Shown>) {
  const shell = await readShell()
  await app.register(fastifyStatic, {
    root: dist,
    wildcard: false,
    index: false,
    // The shell is served below, with the site's facts inside.
    globIgnore: ['index.html'],
    // The build writes .br and .gz files beside each file.
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.includes('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    if (notOurPages.test(request.url)) throw new Problem('not-found')
    const site = await describe(peerOf(request))
    const json = JSON.stringify(site).replaceAll('<', '\\u003c')
    const block = `<script type="application/json" id="site">${json}</script>`
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
    return inColours(shell, site.accentColour)
      .replace('<!--site-->', () => block)
      .replace('<!--support-->', () => whomToAsk(site.supportAddress))
  }
  app.get('/', page)
  app.get('/index.html', page)
  app.get('/*', page)
}

type Shown = { readonly supportAddress: string | null; readonly accentColour: string | null }

/** Adds the organization's colours, so that the first paint has them. */
function inColours(shell: string, accent: string | null): string {
  if (accent === null) return shell
  const { light, dark } = accentPalette(accent)
  return shell
    .replace('content="#0b5966"', () => `content="${light.band}"`)
    .replace('content="#16404a"', () => `content="${dark.band}"`)
    .replace('</head>', () => `<link rel="stylesheet" href="${coloursPath(accent)}" /></head>`)
}

/** For users without JavaScript, who don't get the app's own link to the help desk. */
function whomToAsk(supportAddress: string | null): string {
  if (!supportAddress) return 'your administrator'
  return html`<a href="mailto:${supportAddress}">${supportAddress}</a>`
}

async function readShell(): Promise<string> {
  return readFile(`${dist}index.html`, 'utf8').catch((cause: unknown) => {
    throw new Error('The web app is not built: run `npx pnpm@12 start`', { cause })
  })
}
