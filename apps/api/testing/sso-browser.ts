import {
  encodeAnswer,
  readRequest,
  type SamlAnswer,
  type SigningKeys,
  signXml,
  writeAnswer,
} from './saml-answer.ts'
import type { Cookies, TestApp } from './test-app.ts'

/** Where a browser was led, and the cookies that it holds then. */
type Led = { readonly status: number; readonly location: string; readonly cookies: Cookies }

/** A browser that goes to a provider and comes back; each call is one step of it. */
export function ssoBrowser(service: TestApp) {
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    cookies: Cookies,
    form?: Readonly<Record<string, string>>,
  ): Promise<Led> => {
    const response = await service.app.inject({
      method,
      url,
      cookies,
      headers: {
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36',
        ...(form && {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'https://idp.example',
        }),
      },
      ...(form && { payload: new URLSearchParams(form).toString() }),
    })
    const set = response.cookies.map(({ name, value }) => [name, value] as const)
    return {
      status: response.statusCode,
      location: String(response.headers.location ?? ''),
      cookies: { ...cookies, ...Object.fromEntries(set) },
    }
  }
  return {
    start: (id: string, query: Record<string, string> = {}, cookies: Cookies = {}) =>
      send('GET', `/api/v1/sso/${id}/start?${new URLSearchParams(query).toString()}`, cookies),
    /** OpenID Connect: opens the address that the provider led to. */
    callback(url: string, cookies: Cookies) {
      const { pathname, search } = new URL(url)
      return send('GET', pathname + search, cookies)
    },
    /** SAML: posts the provider's form. */
    post: (id: string, form: Record<string, string>, cookies: Cookies) =>
      send('POST', `/api/v1/sso/${id}/acs`, cookies, form),
  }
}

/** Signs in on the page of a real provider. @returns the address that it leads back to */
export async function signInAtProvider(
  location: string,
  fields: Record<string, string>,
): Promise<string> {
  const jar = new Map<string, string>()
  const home = new URL(location).origin
  let url = location
  for (let step = 0; step < 8; step += 1) {
    const isForm = new URL(url).pathname.startsWith('/login/')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(isForm && { method: 'POST', body: new URLSearchParams(fields) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/)
      jar.set(name, value)
    }
    const next = response.headers.get('location')
    if (!next) throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    url = new URL(next, url).href
    if (new URL(url).origin !== home) return url
  }
  throw new Error('The provider leads nowhere')
}

type Change = {
  /** What is to be said otherwise. */
  readonly said?: Partial<SamlAnswer>
  /** Of the text, before it is signed. */
  readonly before?: (xml: string) => string
  /** Of the text, after it was signed. */
  readonly after?: (xml: string) => string
  readonly sign?: (xml: string) => string
}

/** What a SAML provider posts for a request: a good answer, but for the change. */
export async function answerRequest(
  location: string,
  given: Pick<SamlAnswer, 'issuer' | 'nameId' | 'attributes' | 'now'>,
  keys: SigningKeys,
  { said = {}, before = (xml) => xml, after = (xml) => xml, sign }: Change = {},
): Promise<Record<string, string>> {
  const { requestId, relayState, audience, recipient } = await readRequest(location)
  const unsigned = await writeAnswer({
    audience,
    recipient,
    inResponseTo: requestId,
    ...given,
    ...said,
  })
  const signed = (sign ?? ((xml: string) => signXml(xml, keys)))(before(unsigned))
  return { SAMLResponse: encodeAnswer(after(signed)), RelayState: relayState }
}
