import { randomUUID } from 'node:crypto'
import type { User } from '@rekey/client'
import { type Html, html } from './html.ts'
import type { Mail } from './mails.ts'
import type { Session } from './sessions.ts'
import type { Shop } from './shop-parts.ts'
import { describeStatus } from './status-words.ts'

/** @param notice why the last sign-in failed */
export function signInPage({ rekeyUrl }: Shop, notice?: string): Response {
  const page = html`<h1>Sign in</h1>
    ${alert(notice)}
    <form method="post" action="/sign-in">
      <label>Username <input name="username" autocomplete="username" required></label>
      <label>Password
        <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Sign in</button>
    </form>
    <p><a href="${rekeyUrl}/sign-in">Forgot your password?</a></p>`
  return respond('Sign in', page, notice ? 401 : 200)
}

type Contacts = {
  readonly session: Session
  readonly search: string
  readonly contacts: readonly User[]
  readonly mails: readonly Mail[]
  /** Why the last reset wasn't started. */
  readonly notice: string | undefined
}

export function contactsPage({ session, search, contacts, mails, notice }: Contacts): Response {
  const page = html`<form method="post" action="/sign-out">
      <p>${session.displayName}</p>
      <button>Sign out</button>
    </form>
    <h1>Contacts</h1>
    ${alert(notice)}
    <h2>Resets that you started</h2>
    <ul id="mails" aria-live="polite">${mails.map(mailItem)}</ul>
    <h2>Start a reset</h2>
    <form role="search">
      <label>Search contacts <input name="search" type="search" value="${search}"></label>
      <button>Search</button>
    </form>
    <ul>${contacts.map(contactItem)}</ul>
    <script type="module" src="/follow-mails.js"></script>`
  return respond('Contacts', page, notice ? 409 : 200)
}

const contactItem = ({ id, displayName, resetAddress }: User): Html =>
  html`<li><form method="post" action="/resets">
    <p><b>${displayName}</b> ${resetAddress ?? 'no e-mail address'}</p>
    <input type="hidden" name="contact" value="${id}">
    <input type="hidden" name="attempt" value="${randomUUID()}">
    <button aria-label="Reset password of ${displayName}">Reset password</button>
  </form></li>`

/** The script follow-mails.js makes the same items. */
const mailItem = ({ contact, status }: Mail): Html =>
  html`<li><b>${contact}</b> ${describeStatus(status)}</li>`

const alert = (notice: string | undefined) =>
  notice ? html`<p role="alert">${notice}</p>` : html``

/** Only files of the shop itself run, and no other site can show the page in a frame. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

function respond(title: string, content: Html, status: number): Response {
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – Corner shop</title>
<link rel="stylesheet" href="/shop.css">
<main>${content}</main>
</html>`
  return new Response(page.markup, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
    },
  })
}
