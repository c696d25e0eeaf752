import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { html } from 'ghtml'

/** The identity that a person claims at a provider of the tests. */
export type Person = { readonly email: string; readonly name: string }

/** The page on which people sign in at a provider of the tests: any address will do. */
export const loginPage = (title: string, hidden: Readonly<Record<string, string>> = {}) =>
  page(
    title,
    html`<form method="post">
!${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><label>E-mail <input name="email" type="email" required></label></p>
<p><label>Name <input name="name" value="Jane Doe"></label></p>
<p><button name="act" value="sign-in">Sign in</button>
<button name="act" value="refuse" formnovalidate>Cancel</button></p>
</form>`,
  )

/** A form that the browser posts to another site by itself. */
export const postingPage = (action: string, fields: Readonly<Record<string, string>>) =>
  page(
    'One moment',
    html`<form method="post" action="${action}">
!${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button>Continue</button></form><script>document.forms[0].submit()</script>`,
  )

const page = (title: string, body: string) =>
  html`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<h1>${title}</h1>!${body}</html>`

export function answerHtml(response: ServerResponse, body: string) {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
}

export const readForm = async (request: IncomingMessage) => new URLSearchParams(await text(request))

/** Throws when the page was sent without a name: the form asks for both. */
export function personOf(form: URLSearchParams): Person {
  const email = form.get('email')
  if (!email) throw new Error('Nobody typed an address')
  return { email, name: form.get('name') ?? email }
}
