import { accentPalette } from '@rekey/contracts/accent-palette'
import { isEmailAddress } from '@rekey/contracts/email-address'
import { logoPath } from '@rekey/contracts/logo'
import type { Settings } from '@rekey/contracts/settings'
import type { Deps } from '../../deps.ts'
import { type Brand, inBrand } from '../../mail/layout.ts'
import type { Mail } from '../../mail/mail.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import type { MailContext, MailTemplate } from '../../mail/template.ts'
import { domainOf } from '../../models/domain-name.ts'

/**
 * Keeps out-of-office replies and mailing lists from answering (RFC 3834, 5; Exchange's own). It
 * isn't `All`, because Exchange would then return no delivery reports and no bounces either.
 */
const headers = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply, RN, NRN',
  'Content-Language': 'en',
} as const

type Recipient = Pick<Mail, 'id' | 'to' | 'eventToken' | 'goesFirst'> & {
  /** Makes the mail's own bounce address; null: the server key of its row is gone. */
  readonly bounceTag: string | null
}

/**
 * A message as a mail, ready to be sent. Its Message-ID, on the sender's own domain, is the same
 * each time it is made. So mail programs recognise a mail that arrives twice. `X-Entity-Ref-ID` keeps
 * Gmail from putting two mails with one subject into a thread, where it folds the newer one as a
 * quotation of the older one.
 */
export function composeMail(
  { mailFrom, bounceAddress, publicUrl }: Deps['config'],
  { bounceTag, ...recipient }: Recipient,
  template: MailTemplate,
  context: MailContext,
): Mail {
  const { supportAddress, organizationName } = context.settings
  const { html, ...written } = template(context)
  return {
    ...written,
    html: inBrand(html, brandOf(context.settings, publicUrl)),
    ...recipient,
    from: { name: `${onOneLine(organizationName)} accounts`, address: mailFrom.address },
    replyTo: supportAddress !== null && isEmailAddress(supportAddress) ? supportAddress : null,
    messageId: `${recipient.id}@${idDomain(mailFrom.address)}`,
    headers: { ...headers, 'X-Entity-Ref-ID': recipient.id },
    ...(bounceAddress !== null &&
      bounceTag !== null && {
        bounce: { address: tagged(bounceAddress, bounceTag), tag: bounceTag },
      }),
  }
}

/** Kept with the settings, which are the same object for a second's mails. */
const brands = new WeakMap<Settings, Brand>()

function brandOf(settings: Settings, publicUrl: string): Brand {
  const { logo, accentColour } = settings
  const brand = brands.get(settings) ?? {
    palette: accentColour === null ? null : accentPalette(accentColour),
    logo: logo && `${publicUrl}${logoPath(logo)}`,
  }
  brands.set(settings, brand)
  return brand
}

/** In ASCII, since headers of mails are (RFC 5322, 3.6.4). The sender may be on `müller.example`. */
const idDomain = (address: string) => domainOf(address) ?? address.split('@').at(-1)

/** `bounce@mail.example` with a tag: `bounce+tag@mail.example` (RFC 5233). */
const tagged = (address: string, tag: string) => address.replace(/(?=@[^@]*$)/, `+${tag}`)
