import { type AccentColours, accentPalette, coloursPath } from '@rekey/contracts/accent-palette'
import { logoPath } from '@rekey/contracts/logo'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { Problem } from './problem.ts'

const forever = 'public, max-age=31536000, immutable'

/** Serves the logo and the colours of the organization to pages and mails. */
export async function branding(app: FastifyInstance, { settings }: Pick<Deps, 'settings'>) {
  app.get<{ Params: { file: string } }>('/branding/:file', async (request, reply) => {
    const { file } = request.params
    const [, colour] = /^colours-\d+-([0-9a-f]{6})\.css$/.exec(file) ?? []
    if (colour !== undefined) {
      // While servers of two versions run, a page of one may ask the other.
      const isNamed = coloursPath(`#${colour}`) === request.url
      reply.header('cache-control', isNamed ? forever : 'no-store')
      return reply.type('text/css; charset=utf-8').send(coloursOf(`#${colour}`))
    }
    const { logo } = await settings.current()
    if (!logo || !/^logo-[0-9a-f-]+\.png$/.test(file)) throw new Problem('not-found')
    // A page of another instance may name a logo that was just replaced, or is just new here.
    const isNamed = logoPath(logo) === request.url
    reply.header('cache-control', isNamed ? forever : 'no-store')
    // Mails of an earlier origin and web-based mail programs show it too.
    reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.type('image/png').send(Buffer.from(logo, 'base64'))
  })
}

/** Stronger than `tokens.css`, in whichever order a browser loads the two. */
function coloursOf(accent: string): string {
  const { light, dark } = accentPalette(accent)
  return `:root:root{${properties(light)}}
@media screen and (prefers-color-scheme:dark){:root:root{${properties(dark)}}}
`
}

const properties = (colours: AccentColours) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
