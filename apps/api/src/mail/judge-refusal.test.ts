import { describe, expect, test } from 'vitest'
import { parseSmtpReply, reportedReason } from './delivery-reason.ts'
import { judgeRefusal } from './judge-refusal.ts'

const judge = (words: string, stage: 'our-server' | 'beyond' = 'our-server') => {
  const reply = parseSmtpReply(words)
  return judgeRefusal({ stage, ...(reply ?? { code: 550, enhanced: null }), words })
}

test.each([
  '421 4.7.0 Too many connections from your IP',
  '421 4.7.0 mx.example Error: too many connections from 192.0.2.9',
  '421 Too many concurrent SMTP connections from this IP address; please try again later.',
  '421 4.3.2 The maximum number of concurrent server connections has exceeded a limit',
  '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending',
  '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded [Hostname=X.example]',
  '554 5.7.1 Connection rate limit exceeded for your network',
])('a server that takes no further connection is busy: %s', (words) => {
  expect(judge(words)).toEqual({ fault: 'theirs', reason: 'mail-server-busy' })
})

describe('a refusal of us, with any words and any code', () => {
  test.each([
    // Relays: Postfix, Exim, Sendmail, qmail, Exchange, MailEnable, Google.
    ['554 5.7.1 <sam@contoso.example>: Relay access denied', 'relay-denied'],
    ['454 4.7.1 <sam@contoso.example>: Relay access denied', 'relay-denied'],
    ['554 Relay access denied', 'relay-denied'],
    ['550 relaying denied for <sam@contoso.example>', 'relay-denied'],
    ['550 relay not permitted', 'relay-denied'],
    ['550 Relaying is prohibited', 'relay-denied'],
    ['550 5.7.1 Unable to relay', 'relay-denied'],
    ['550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'relay-denied'],
    ['550 5.7.64 TenantAttribution; Relay Access Denied SMTP', 'relay-denied'],
    ['550 5.4.1 Relay access denied', 'relay-denied'],
    ["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'relay-denied'],
    ['550 5.1.1 <sam@contoso.example>... Relaying denied', 'relay-denied'],
    ['550-5.7.1 Invalid credentials for relay [192.0.2.9]. The IP address', 'relay-denied'],
    ['550 5.7.0 Mail relay denied [192.0.2.9].', 'relay-denied'],
    ['554 Accès au relais refusé', 'relay-denied'],
    // The addresses from which our account may send.
    [
      '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
      'sender-not-permitted',
    ],
    ['550 5.7.1 not permitted to send as no-reply@northwind.example', 'sender-not-permitted'],
    [
      '554 5.2.252 SendAsDenied; rekey@northwind.example not allowed to send as a@b.example',
      'sender-not-permitted',
    ],
    [
      '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
      'sender-not-permitted',
    ],
    [
      '553 5.7.1 <bounce+1@x.example>: Sender address rejected: not owned by user relay@x.example',
      'sender-not-permitted',
    ],
    [
      '550 The from address does not match a verified Sender Identity. Mail cannot be sent',
      'sender-not-permitted',
    ],
    [
      '554 Message rejected: Email address is not verified. The following identities failed',
      'sender-not-permitted',
    ],
    ['550 Unauthenticated senders not allowed', 'sender-not-permitted'],
    ['550 Sender verify failed', 'sender-not-permitted'],
    ['550-Verification failed for <a@b.example> 550 Sender verify failed', 'sender-not-permitted'],
    [
      '550 5.1.0 <a@b.example>: Sender address rejected: User unknown in virtual mailbox table',
      'sender-not-permitted',
    ],
    ['550 5.1.7 Invalid address', 'sender-not-permitted'],
    ['553 5.1.7 The sender address is not a valid RFC 5321 address', 'sender-not-permitted'],
    ['550 5.7.750 Client blocked from sending from unregistered domains', 'sender-not-permitted'],
    ['550 5.7.0, Mail Sending denied', 'sender-not-permitted'],
    ['550 Absenderadresse nicht erlaubt', 'sender-not-permitted'],
    // Authentication of our mails.
    ['450 4.1.8 <a@b.example>: Sender address rejected: Domain not found', 'sender-not-permitted'],
    [
      '553 5.1.8 <a@b.example>... Domain of sender address a@b.example does not exist',
      'sender-not-trusted',
    ],
    ['550-5.7.26 Unauthenticated email from acme.example is not accepted', 'sender-not-trusted'],
    [
      "550-5.7.1 Unauthenticated email from acme.example is not accepted due to domain's 550-5.7.1 DMARC policy.",
      'sender-not-trusted',
    ],
    [
      '421-4.7.26 This mail has been rate limited because it is unauthenticated.',
      'sender-not-trusted',
    ],
    ['421 4.7.32 Your email has been rate limited because the From: header', 'sender-not-trusted'],
    ['550 5.7.27 blocked because SPF does not pass', 'sender-not-trusted'],
    ['550 5.7.30 blocked because DKIM does not pass', 'sender-not-trusted'],
    ['550 5.7.40 no DMARC record', 'sender-not-trusted'],
    ['550 5.7.25 must have a reverse DNS record', 'sender-not-trusted'],
    [
      '550 5.7.1 The message was rejected because of Sender Policy Framework violation',
      'sender-not-trusted',
    ],
    [
      '550 5.7.23 <sam@contoso.example>: Recipient address rejected: Message rejected due to: SPF fail',
      'sender-not-trusted',
    ],
    [
      '550 5.7.1 <sam@contoso.example>: Recipient address rejected: SPF check: fail',
      'sender-not-trusted',
    ],
    [
      '550 5.7.509 Access denied, sending domain acme.example does not pass DMARC verification',
      'sender-not-trusted',
    ],
    [
      '550 5.7.515 Access denied, sending domain acme.example does not meet the required authentication level',
      'sender-not-trusted',
    ],
    [
      '550 5.7.9 This mail has been blocked because the sender is unauthenticated.',
      'sender-not-trusted',
    ],
    [
      '554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.example',
      'sender-not-trusted',
    ],
    ['554 5.7.5 (AU01) Message not accepted for policy reasons', 'sender-not-trusted'],
    [
      '450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.9]',
      'sender-not-trusted',
    ],
    [
      '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.9]',
      'sender-not-trusted',
    ],
    [
      '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
      'sender-not-trusted',
    ],
    ['550 5.7.506 Access Denied, Bad HELO', 'sender-not-trusted'],
    ['501 5.5.4 HELO/EHLO argument is invalid', 'sender-not-trusted'],
    // Our network and the reputation of our account.
    [
      '554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org',
      'sender-blocked',
    ],
    ['554 5.7.1 <unknown[192.0.2.9]>: Client host rejected: Access denied', 'sender-blocked'],
    [
      '550 5.7.1 Unfortunately, messages from [192.0.2.9] weren’t sent. part of their network is on our block list (S3150)',
      'sender-blocked',
    ],
    ['550 5.7.606 Access denied, banned sending IP [192.0.2.9]', 'sender-blocked'],
    ['550 5.7.511 Access denied, banned sender[192.0.2.9]', 'sender-blocked'],
    ['550 5.7.501 Access denied, spam abuse detected', 'sender-blocked'],
    ['550 5.7.705 Access denied, tenant has exceeded threshold', 'sender-blocked'],
    [
      '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP',
      'sender-blocked',
    ],
    ['550 5.1.8 Access denied, bad outbound sender', 'sender-blocked'],
    [
      '451 4.7.650 The mail server [192.0.2.9] has been temporarily rate limited due to IP reputation',
      'sender-blocked',
    ],
    [
      '421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred due to unexpected volume or user complaints',
      'sender-blocked',
    ],
    [
      '553 5.7.2 [TSS09] All messages from 192.0.2.9 will be permanently deferred',
      'sender-blocked',
    ],
    [
      "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.9, because the ip is in Spamhaus's list",
      'sender-blocked',
    ],
    [
      '550-5.7.1 likely suspicious due to the very low reputation of the sending domain',
      'sender-blocked',
    ],
    [
      '550 5.7.28 There is an unusual rate of unsolicited mail originating from your IP address',
      'sender-blocked',
    ],
    ['554 Your account is suspended', 'sender-blocked'],
    ['535 5.7.1 x', 'mail-server-sign-in-failed'],
    [
      "550 Mailbox unavailable. The server response was: 550 5.7.1 Unfortunately, messages from [192.0.2.9] weren't sent, since part of their network is on our block list (S3150).",
      'sender-blocked',
    ],
    // Limits.
    ['550 5.4.5 Daily user sending limit exceeded', 'quota-used-up'],
    ['550 5.4.5 Daily SMTP relay limit exceeded for customer', 'quota-used-up'],
    ['550 5.4.5 daily limit', 'quota-used-up'],
    ['421 4.3.0 Hourly sending limit reached', 'quota-used-up'],
    ['454 Throttling failure: Daily message quota exceeded.', 'quota-used-up'],
    [
      "554 5.1.90 Your message can't be sent because you've reached your daily limit",
      'quota-used-up',
    ],
    ['554 5.2.2 mailbox full; STOREDRV.Submission; submission quota exceeded', 'quota-used-up'],
    ['550 5.7.232 tenant exceeded its limit', 'quota-used-up'],
    [
      '550 Domain northwind.example has exceeded the max emails per hour (125/100) allowed.',
      'quota-used-up',
    ],
    ['450 4.2.1 Peak SMTP relay limit exceeded for customer', 'quota-used-up'],
  ] as const)('%s: %s', (words, reason) => {
    const fault = reason === 'mail-server-sign-in-failed' ? 'theirs' : 'ours'
    expect(judge(words)).toEqual({ fault, reason })
  })
})

describe('a refusal by the recipient’s side that sounds like a refusal of us', () => {
  test.each([
    ['550 5.7.1 Refused', 'refused-by-policy'],
    ['554 5.7.1 This message looks like spam', 'refused-by-policy'],
    [
      '550 5.4.1 Recipient address rejected: Access denied. [x.prod.outlook.com]',
      'address-does-not-exist',
    ],
    ['550 5.4.1', 'recipient-server-unreachable'],
    ['550 5.4.14 Hop count exceeded - possible mail loop', 'recipient-server-unreachable'],
    ['550 5.4.6 routing loop detected', 'recipient-server-unreachable'],
    [
      '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; sender not authenticated for group',
      'refused-by-policy',
    ],
    ['550 5.7.134 sender was not authenticated for mailbox', 'refused-by-policy'],
    ['550 5.7.124 sender not in allowed-senders list', 'refused-by-policy'],
    ['550 5.7.1 Your message was blocked by the recipient', 'refused-by-policy'],
    [
      '550 5.7.513 Client host [192.0.2.9] blocked by contoso.example using Customer Block list',
      'refused-by-policy',
    ],
    ['550 5.7.507 Access denied, rejected by recipient', 'refused-by-policy'],
    ['550 5.7.1 sender rejected by user', 'refused-by-policy'],
    [
      '550 5.7.1 This message violates example.com email policy. - gcdp x - gsmtp',
      'refused-by-policy',
    ],
    [
      '550 5.2.121 Recipient per hour message receive limit from specific sender exceeded',
      'mail-server-busy',
    ],
    [
      '450 4.2.1 The user you are trying to contact is receiving mail too quickly',
      'mail-server-busy',
    ],
    ['450 4.7.1 <sam@contoso.example>: Recipient address rejected: Greylisted', 'mail-server-busy'],
    [
      '550 5.1.1 <sam@contoso.example>: Recipient address rejected: User unknown',
      'address-does-not-exist',
    ],
    ['550 No such user here', 'address-does-not-exist'],
    [
      '554 delivery error: dd Sorry your message to sam cannot be delivered. This mailbox is disabled (554.30)',
      'mailbox-disabled',
    ],
    ['552 5.2.2 The email account that you tried to reach is over quota', 'mailbox-full'],
    [
      '550 Relaying mail. The server response was: 550 5.1.1 User unknown',
      'address-does-not-exist',
    ],
    ['550 5.7.1 email quota exceeded', 'mailbox-full'],
    ['550 5.2.1 The email account that you tried to reach is disabled', 'mailbox-disabled'],
    ['552 5.3.4 Message size exceeds fixed maximum message size', 'message-too-large'],
    ['550 5.7.13 STOREDRV.Deliver.Exception:AccountDisabledException', 'mailbox-disabled'],
    ['550 5.1.1 <spf-relay-access-denied@contoso.example>: User unknown', 'address-does-not-exist'],
    ['550 5.7.1 <dmarc@contoso.example> refused', 'refused-by-policy'],
    ['599 5.9.9 Qux', 'not-understood'],
    ['550 Requested action not taken', 'not-understood'],
  ] as const)('%s: %s', (words, reason) => {
    expect(judge(words)).toEqual({ fault: 'theirs', reason })
  })
})

describe('reported later, by a server beyond ours', () => {
  test.each([
    // The recipient's MX names a server that isn't theirs, which we can't fix.
    [
      '5.7.1',
      '554 5.7.1 <sam@contoso.example>: Relay access denied',
      'recipient-server-unreachable',
    ],
    ['5.7.1', '550 5.7.1 Client was not authenticated', 'refused-by-policy'],
    [
      '5.7.1',
      '550-5.7.1 Unauthenticated email from acme.example is not accepted due to its DMARC policy',
      'sender-not-trusted',
    ],
    ['5.7.32', '550-5.7.32 From: header is not aligned with SPF or DKIM', 'sender-not-trusted'],
    [
      '5.7.1',
      '554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org',
      'sender-blocked',
    ],
    [
      '5.0.0',
      '550-Verification failed for <a@b.example> 550 Sender verify failed',
      'sender-not-permitted',
    ],
    ['5.0.0', '550 5.4.5 Daily user sending limit exceeded', 'quota-used-up'],
  ] as const)('status %s and the words "%s": %s', (status, words, reason) => {
    expect(reportedReason({ status, words }, { isFinal: true })).toBe(reason)
  })
})

describe('each code of IANA’s registry, without any words', () => {
  const meanings = {
    'address-does-not-exist': '1.0 1.1 1.2 1.3 1.4 1.6 1.10 4.4 7.17 7.18',
    'mailbox-disabled': '2.0 2.1 7.13',
    'mailbox-full': '2.2',
    'message-too-large': '2.3 3.4',
    'recipient-server-unreachable': '3.1 3.2 4.1 4.2 4.3 4.6',
    'quota-used-up': '4.5',
    'sender-not-permitted': '1.7 7.14',
    'sender-not-trusted': '1.8 7.5 7.7 7.9 7.20 7.21 7.22 7.23 7.24 7.25 7.26 7.27 7.29 7.30',
    'sender-blocked': '7.28',
    'refused-by-policy': '7.0 7.1 7.2 7.3 7.4 7.6 7.8 7.10 7.11 7.12 7.15 7.16 7.19',
    'not-understood':
      '0.0 1.5 1.9 2.4 3.0 3.3 3.5 3.6 4.0 4.7 5.0 5.1 5.2 5.3 5.4 5.5 5.6 6.0 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.8 6.9 6.10',
  } as const
  test.each(Object.entries(meanings))('as final: %s for %s', (reason, codes) => {
    for (const code of codes.split(' ')) {
      expect([code, judge(`550 5.${code}`).reason]).toEqual([code, reason])
    }
  })

  test('a temporary refusal keeps its reason only for codes about an address or about us', () => {
    for (const code of Object.values(meanings).join(' ').split(' ')) {
      const { reason } = judge(`450 4.${code}`)
      const isKept = /^(?:1\.|2\.|3\.4|7\.(?:12|14|2\d|30))/.test(code)
      if (!isKept) expect([code, reason]).toEqual([code, 'mail-server-busy'])
    }
  })
})
