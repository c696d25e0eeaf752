import { Select } from '../../console-kit/select.tsx'
import { TextArea } from '../../console-kit/text-area.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import type { ConnectionForm } from './connection-rules.ts'
import { type ConnectionField, fieldsOf, type Protocol, type Signed } from './connection-values.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.form

type Props = { form: ConnectionForm; protocol: Protocol; isNew?: boolean; hasSecret?: boolean }

/** The fields of the provider's protocol, each with a hint where to find its value. */
export function ConnectionFields({ form, protocol, isNew = false, hasSecret = false }: Props) {
  return fieldsOf(protocol, isNew).map((field) => {
    const [label, hint] = wordsOf(field, protocol, hasSecret)
    const props = { ...form.field(field), label, hint }
    if (field === 'signsWhole') {
      return (
        <Select
          key={field}
          {...props}
          options={(['either', 'answer', 'assertion'] as const).map((value) => ({
            value,
            label: text.signed[value],
          }))}
          value={form.values.signsWhole as Signed}
        />
      )
    }
    if (field === 'certificate') return <TextArea key={field} {...props} />
    const isSecret = field === 'clientSecret'
    return (
      <TextField
        key={field}
        {...props}
        {...(isSecret && { type: 'password', autoComplete: 'new-password' })}
        isProse={field === 'name'}
      />
    )
  })
}

function wordsOf(
  field: ConnectionField,
  protocol: Protocol,
  hasSecret: boolean,
): readonly [label: string, hint: string | undefined] {
  switch (field) {
    case 'name':
      return [text.name, text.nameHint]
    case 'issuer':
      return protocol === 'oidc'
        ? [text.oidcIssuer, text.oidcIssuerHint]
        : [text.samlIssuer, text.samlIssuerHint]
    case 'clientId':
      return [text.clientId, undefined]
    case 'clientSecret':
      return [text.clientSecret, hasSecret ? text.clientSecretKept : text.clientSecretHint]
    case 'signInUrl':
      return [text.signInUrl, text.signInUrlHint]
    case 'certificate':
      return [text.certificate, text.certificateHint]
    case 'signsWhole':
      return [text.signsWhole, text.signsWholeHint]
    case 'addressFrom':
      return protocol === 'oidc'
        ? [text.addressClaim, text.addressClaimHint]
        : [text.addressAttribute, text.addressAttributeHint]
    case 'resetUrl':
      return [text.resetUrl, text.resetUrlHint]
  }
}
