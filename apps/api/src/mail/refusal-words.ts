import type { DeliveryReason } from '@rekey/contracts/messages'

/**
 * Texts of mail servers whose codes aren't clear: Postfix, Exim, Sendmail, qmail, Exchange, and the
 * providers that many operators relay through. They are in English, and in other languages as found
 * in public.
 */

/** The recipient, or the administrator of their mail system, chose not to accept mail from us. */
export const refusesTheirOwnWay = (words: string) => theirOwnWay.test(plainWords(words))

const theirOwnWay = new RegExp(
  [
    /(?:block|reject|refus|deni|list|restrict|prohibit)\w* by (?:the )?(?:recipient|addressee|mailbox|user)\b/,
    /recipient'?s? (?:has )?(?:block|filter|polic|organi[sz]ation)/,
    /customer block ?list|personal (?:block|black|deny) ?list|block(?:ed)? senders? list/,
    /allowed[- ]senders|not pre-approved|members-only|non-member|mailing list|not in .{0,30}(?:white|allow) ?list/,
    /email policy\b.{0,20}gcdp|you are sending to \(or from\)/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/**
 * The server takes no further connection or session now. Some servers say so in words about our
 * network ("too many connections from your IP") or with a code of the sign-in (Microsoft's 432).
 */
export const meansTooManyConnections = (words: string) => tooMany.test(plainWords(words))

const tooMany =
  /too many (?:\S+ ){0,3}(?:connections|sessions|connected clients)|maximum (?:number of )?(?:\S+ ){0,2}connections|(?:connections?|sessions?|thread) (?:rate )?limit/

type Rule = readonly [DeliveryReason, ...RegExp[]]

/**
 * First the words about our relay, our limit, our address and its authentication, since no refusal
 * for the recipient's reasons uses them.
 */
const ofUs: readonly Rule[] = [
  [
    'mail-server-busy',
    /receiv(?:e|ing) (?:e-?mail|mail|messages?)|recipient'?s? .{0,40}(?:limit|rate)/,
    /gr[ae]y-?list/,
  ],
  [
    'mail-server-sign-in-failed',
    /client was not authenticated|(?:authentication|authenticate|login|sign-?in|\bauth) (?:is )?(?:required|first|needed)/,
    /(?:must|need to|please) (?:first )?(?:be )?(?:authenticate|log ?in|sign in)/,
  ],
  [
    'relay-denied',
    /relay(?:ing|ed)?(?: \S+){0,3} (?:denied|prohibited|disallowed|rejected|refused)/,
    /relay(?:ing)?(?: \S+){0,3} not (?:permitted|allowed|authori[sz]ed|supported)/,
    /(?:unable|not (?:allowed|permitted|authori[sz]ed|configured)|cannot|can't|refus\w+|do(?:es)? not|won't) (?:to )?relay/,
    /allowed rcpthosts|open relay|credentials for relay|as a relay|authentication when attempting to send to a non-local/,
    /not authori[sz]ed to send e?-?mail directly to our servers/,
    /relais.{0,30}(?:refus|interdit)|relay.{0,40}(?:verweigert|nicht (?:erlaubt|gestattet|zul))|retransmisi.n.{0,30}(?:denegad|no permitid)/,
  ],
  [
    'quota-used-up',
    /(?:daily|hourly|monthly|outgoing|outbound|sending|submission|message(?: count)?|account) (?:\S+ ){0,4}(?:quota|limit|rate)\b(?! of the recipient)/,
    /(?:quota|limit)\b.{0,60}(?:per (?:hour|day|month)|daily|24 hours)|max (?:e-?mails|messages) per (?:hour|day)/,
    /(?:e-?mails?|messages) (?:allowed )?per (?:hour|day)|credits? (?:exceeded|used|exhausted)|not enough credits/,
    /relay limit exceeded|(?:too many|maximum number of) (?:e-?mails|messages|mails) (?:have been |were )?(?:sent|per|from)/,
    /sendelimit|limite d'envoi|l.mite de env.o/,
  ],
  [
    'sender-blocked',
    /bad outbound sender|outgoing mail suspension|(?:account|sender|domain|smtp|user) (?:\S+ ){0,4}(?:suspended|disabled for sending|deactivated)/,
    /your account (?:\S+ ){0,3}(?:blocked|disabled|restricted|under review)|sending (?:\S+ ){0,3}(?:paused|suspended|disabled)/,
  ],
  [
    'sender-not-permitted',
    /send(?:ing)? ?as ?denied|to send as\b|send(?:ing)? (?:\S+ )?on behalf|not owned by|mail from not owned/,
    /(?:verified|unverified|registered|authenticated|valid) (?:sender|from)|sender identity|sending identity/,
    /(?:from|sender|e-?mail|return-path) address (?:\S+ ){0,3}(?:is )?not (?:been )?(?:verified|validated|allowed|permitted|authori[sz]ed|registered|accepted)/,
    /sender (?:address )?(?:is )?(?:\S+ )?(?:rejected|denied|refused|invalid|not (?:allowed|permitted|authori[sz]ed|validated|verified|recogni[sz]ed))(?! by)/,
    /not (?:permitted|allowed|authori[sz]ed) to (?:send|use) (?:\S+ ){0,5}(?:as|from|on behalf|sender|address)\b/,
    /sender (?:verify|verification|address verification) (?:failed|error)|verification failed for|callback verification|callout/,
    /unroutable sender|invalid sender|bad sender(?! ip)|unauthenticated senders|unregistered (?:sender|domain)|mail sending denied/,
    /domain (?:\S+ )?(?:is )?not (?:verified|allowed to send|authori[sz]ed|registered)|emetteur invalide|absender.{0,40}(?:nicht|abgelehnt|ung.ltig|verweigert)|exp.diteur.{0,40}(?:refus|invalide|rejet)|remitente.{0,40}(?:rechazad|no )/,
  ],
  [
    'sender-not-trusted',
    /\bspf\b|sender policy framework|\bdkim\b|\bdmarc\b|domainkeys|\barc (?:validation|seal|check)/,
    /unauthenticated (?:e-?mail|mail|message)|(?:sender|message|e-?mail|mail) (?:is |was )?(?:unauthenticated|not authenticated)/,
    /authentication (?:checks?|information|results?|requirements?)|not aligned|(?:pass|fail\w*) authentication/,
    /reverse dns|\brdns\b|\bptr\b|reverse (?:lookup|hostname|entry)|cannot find your (?:reverse )?hostname|ip name lookup failed/,
    /\bhelo\b|\behlo\b|domain of sender|sender'?s? (?:domain|address) .{0,60}(?:not (?:exist|found|resolve)|unresolv|does not|no mx|null mx)/,
    /unresolvable (?:rfc.?5321 )?(?:from|relay host|sender)|require tls|use tls\/ssl|domain not found/,
  ],
]

/** Words about the recipient. */
const ofRecipient: readonly Rule[] = [
  [
    'address-does-not-exist',
    /(?:user|recipient|mailbox|address|account|person)\b[^.]{0,60} (?:unknown|not found|does(?:n't| not) exist|not known|no longer valid|not listed)/,
    /(?:unknown|invalid|no such|non-?existent|bad) (?:user|recipient|mailbox|address|destination|person|local)/,
    /recipient (?:address )?rejected|mailbox unavailable|no mailbox here|there is no one at this address|doesn't have an? .{0,40}account/,
    /(?:empf.nger|benutzer|adresse|postfach).{0,40}(?:unbekannt|nicht gefunden|existiert nicht)|destinataire.{0,40}(?:inconnu|invalide)|(?:usuario|destinatario).{0,40}(?:no existe|desconocid|sconosciut)/,
    /宛先が見つかりません|ユーザー?が(?:見つかりません|存在しません)/,
  ],
  [
    'mailbox-full',
    /mailbox (?:is )?full|over ?quota|quota exceeded|exceed\w* (?:\S+ ){0,3}(?:storage|quota)|out of storage|insufficient storage/,
  ],
  [
    'mailbox-disabled',
    /(?:mailbox|account|user|recipient)\b[^.]{0,40} (?:disabled|inactive|suspended|not active|locked|deactivated)/,
  ],
]

/** Our network, by name: a list of senders, or a judgement about them. */
const ofNetworkByName: readonly Rule[] = [
  [
    'sender-blocked',
    /spamhaus|spamcop|barracuda|sorbs|abuseat|surbl|uribl|uceprotect|mailspike|senderscore|invaluement|\bdnsbl\b|\brbl\b/,
    /\b(?:ip|domain|network|sender|sending) .{0,40}reputation|reputation of|(?:on|in) our block ?list|part of their network/,
    /banned send|your (?:ip|network|mail ?server|remotehost)\b|permanently deferred|unexpected volume|traffic not accepted/,
  ],
]

/** Our network. These words are vague, so they come last: a recipient can be "blocked" too. */
const ofNetwork: readonly Rule[] = [
  [
    'sender-blocked',
    /blocked using|(?:block|black|deny) ?list|\b(?:dns|r|x|s|p)bl\b|dnsbl|spamhaus|spamcop|barracuda|sorbs|abuseat|surbl|uribl|uceprotect|mailspike|senderscore|cloudmark|proofpoint|trendmicro|invaluement/,
    /reputation|permanently deferred|\[?tss?\d\d\]?|\bbl2\d\b|unexpected volume|user complaints|unusual rate|suspicious activity/,
    /banned send|your (?:ip|network|server|mail ?server|host|remotehost|domain|subnet)\b|part of their network|client host .{0,80}(?:rejected|blocked|denied)/,
    /(?:\bips?\b|ip address|connecting|client|host|server|connections?)\b.{0,60}(?:blocked|denied|banned|refused|rejected|not accepted|not allowed)/,
    /(?:blocked|denied|banned|refused|rejected)\b.{0,40}(?:\bips?\b|ip address)|mail from .{0,40}(?:dynamic|ip)|dynamic ip|too many spam|sending spam|traffic not accepted|tenant has exceeded/,
  ],
]

/**
 * The reason that the words give, or null for unknown words.
 * @param ofRecipient the code is about the recipient's address or mailbox: then only words that
 * must be about us can override it
 */
export function reasonInWords(
  words: string,
  { ofRecipient: isOfRecipient }: { readonly ofRecipient: boolean },
): DeliveryReason | null {
  const plain = plainWords(words)
  const rules = isOfRecipient ? ofUs : [...ofUs, ...ofNetworkByName, ...ofRecipient, ...ofNetwork]
  return rules.find(([, ...patterns]) => patterns.some((one) => one.test(plain)))?.[0] ?? null
}

const longestWords = 1_000

/**
 * Lower case, without quoted addresses and links (a mailbox may be named spf@ or relay-denied@),
 * and without the codes at the start of each line of a longer reply.
 */
const plainWords = (words: string) =>
  words
    .slice(0, longestWords)
    // A relay puts its own words before those that it received.
    .replace(/^.*(?:server response was|remote server returned|remote host said)\b/is, ' ')
    .replace(/https?:\/\/\S+/gi, ' ')
    .replace(/[^\s<>(),:;"'[\]]+@[^\s<>(),:;"'[\]]+/g, ' ')
    .replace(/(?:^|\s)[245]\d\d[- ](?:[245]\.\d{1,3}\.\d{1,3}\s)?/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .toLowerCase()
