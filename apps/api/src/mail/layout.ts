import type { AccentPalette } from '@rekey/contracts/accent-palette'
import { html } from 'ghtml'

/**
 * The frame of every mail: band, one card of 560 px, inline CSS, system fonts, no image but the
 * organization's logo. Phones are told not to make a telephone number of the code. ghtml escapes
 * every value from outside; `!${}` is only for parts that were made here.
 *
 * The colours are the tokens of the web app, until `inBrand` replaces them. The dark colours apply
 * by media query, in mail programs that support it.
 */
const sans = "-apple-system,system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace"

const text = `margin:0;font:16px/25px ${sans};color:#46504E`
const small = `margin:0;font:14px/20px ${sans};color:#646C69`

const adaptation = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a:focus-visible{outline:3px solid #A66A00;outline-offset:2px}
@media (max-width:480px){
.outer{padding:16px 8px!important}.band{padding:14px 20px!important}
.inner{padding:24px 20px!important}.cell{padding-left:16px!important}
.code{padding-right:16px!important;font-size:28px!important}}
@media (prefers-color-scheme:dark){
.page{background:#101414!important}.card{background:#181D1D!important;border-color:#2C3433!important}
.band{background:#16404A!important;color:#ECEEE9!important}.ink{color:#ECEEE9!important}
.ink2{color:#B5BDB9!important}.ink3{color:#929B97!important}.accent{color:#77C8D1!important}
.fill{background:#77C8D1!important}.on{color:#05252B!important}.sunken{background:#0B0E0E!important}
.rule{border-color:#2C3433!important}a:focus-visible{outline-color:#EFBB5C}}
`

/** Where `inBrand` puts the logo. */
const logoPlace = '<!--logo-->'

export type Brand = {
  readonly palette: AccentPalette | null
  /** The URL of the logo. */
  readonly logo: string | null
}

/** Puts the organization's colours and logo into a mail. Only colours in styles are replaced. */
export function inBrand(mail: string, { palette, logo }: Brand): string {
  const image = logo
    ? html`<img src="${logo}" alt="" height="24" style="height:24px;width:auto;margin-right:12px;border:0;vertical-align:bottom">`
    : ''
  const withLogo = mail.replace(logoPlace, () => image)
  return palette ? recolour(withLogo, palette) : withLogo
}

function recolour(mail: string, { light, dark }: AccentPalette): string {
  return mail
    .replace('background:#0B5966;color:#FFFFFF;border-radius', () => {
      return `background:${light.band};color:${light['on-band']};border-radius`
    })
    .replace('background:#16404A!important;color:#ECEEE9', () => {
      return `background:${dark.band}!important;color:${dark['on-band']}`
    })
    .replace('.on{color:#05252B', () => `.on{color:${dark['on-accent']}`)
    .replace(/(?<=(?:color|background):)#0B5966/g, () => light.accent)
    .replace(/(?<=(?:color|background):)#77C8D1/g, () => dark.accent)
}

type Layout = {
  /** The text on the band: "Northwind accounts". */
  readonly sender: string
  readonly title: string
  /** The preview that mail programs show beside the subject: what to do, until when. */
  readonly preheader: string
  /** HTML made by the functions below. */
  readonly body: readonly string[]
}

export const layout = ({ sender, title, preheader, body }: Layout): string => html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="format-detection" content="telephone=no,date=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>!${adaptation}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#F7F6F2;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<main>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#F7F6F2">
<tr><td class="outer" align="center" style="padding:24px 20px">
<table class="card" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#FFFFFF;border:1px solid #DDDBD3;border-top:0;border-radius:12px;border-collapse:separate;overflow:hidden;text-align:left">
<tr><td class="band" style="padding:16px 32px;background:#0B5966;color:#FFFFFF;border-radius:12px 12px 0 0;font:600 16px/24px !${sans}">!${logoPlace}${sender}</td></tr>
<tr><td class="inner" style="padding:32px">
<h1 class="ink" style="margin:0 0 12px;font:600 26px/32px !${sans};letter-spacing:-0.02em;color:#15201F">${title}</h1>
!${body.join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</main>
</body>
</html>
`

/** @param content HTML that `html` made */
export const paragraph = (content: string) => html`<p class="ink2" style="${text}">!${content}</p>`

/** A paragraph below another part, with space above it. */
export const nextParagraph = (content: string) =>
  html`<p class="ink2" style="${text};margin-top:20px">!${content}</p>`

/** An address outside our site, shown in full. */
export const plainLink = (link: string) =>
  html`<a class="accent" href="${link}" style="color:#0B5966;text-underline-offset:3px;word-break:break-all">${link}</a>`

/** A username or a name, emphasised. An address that must be broken breaks after its @ first. */
export const strong = (value: string) =>
  html`<strong class="ink" style="color:#15201F;overflow-wrap:anywhere">!${value
    .split('@')
    .map((part) => html`${part}`)
    .join('@<wbr>')}</strong>`

/** The main button, and its link as text for mail programs in which the button doesn't work. */
export const linkButton = (label: string, link: string) => html`
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:24px 0 11px">
<tr><td class="fill" align="center" style="background:#0B5966;border-radius:8px">
<a class="on" href="${link}" style="display:block;padding:14px 16px;font:600 17px/24px !${sans};color:#FFFFFF;text-decoration:none">${label}</a>
</td></tr>
</table>
<p class="ink2" style="margin:0;font:14px/20px !${sans};color:#46504E">Or copy this link:<br>
<a class="accent" href="${link}" style="font:13px/20px !${mono};color:#0B5966;text-underline-offset:3px;word-break:break-all">${link}</a></p>`

/** Six digits without spaces, alone in their cell; the word "code" is on the same line. */
export const codeCell = (code: string) => html`
<table class="sunken" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:28px 0 12px;background:#EFEEE8;border-radius:8px">
<tr>
<td class="cell ink" style="padding:15px 0 14px 20px;vertical-align:baseline;font:600 16px/36px !${sans};color:#15201F;white-space:nowrap">Your code</td>
<td class="ink code" dir="ltr" align="right" style="padding:15px 20px 14px 0;vertical-align:baseline;font:600 30px/36px !${mono};letter-spacing:.08em;color:#15201F;white-space:nowrap">${code}</td>
</tr>
</table>`

/** A temporary password, alone on its line, so that users copy all of it. */
export const passwordCell = (password: string) => html`
<table class="sunken" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:24px 0 12px;background:#EFEEE8;border-radius:8px">
<tr><td class="ink2" align="center" style="padding:14px 20px 0;font:14px/20px !${sans};color:#46504E">Your temporary password</td></tr>
<tr><td class="ink" dir="ltr" align="center" style="padding:4px 12px 16px;font:600 24px/34px !${mono};letter-spacing:.04em;color:#15201F;white-space:nowrap">${password}</td></tr>
</table>`

/** Below a rule: the link for users who didn't request the mail. The link has a line of 44 px. */
export const disownNote = (words: string, link: string) => html`
<div class="rule" style="margin-top:24px;border-top:1px solid #DDDBD3;padding-top:14px">
<p class="ink3" style="${small}">${words}</p>
<a class="accent" href="${link}" style="display:inline-block;font:600 15px/44px !${sans};color:#0B5966;text-underline-offset:3px">This wasn’t me</a>
</div>`

/** @param rows HTML that `html` made */
export const list = (rows: readonly string[]) => html`
<table class="rule" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:16px 0 0;border-top:1px solid #DDDBD3">
!${rows.map((row) => html`<tr><td class="rule ink2" style="padding:12px 0;border-bottom:1px solid #DDDBD3;font:15px/22px !${sans};color:#46504E">!${row}</td></tr>`).join('\n')}
</table>`
