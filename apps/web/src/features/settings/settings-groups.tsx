import { policySentence } from '@rekey/password-strength/policies'
import { TextArea } from '../../console-kit/text-area.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { BrandPreview } from './brand-preview.tsx'
import { ColourSetting } from './colour-setting.tsx'
import { DueUsers } from './due-users.tsx'
import { LogoSetting } from './logo-setting.tsx'
import { ipLimitNames } from './number-settings.ts'
import { CardSetting, CheckSetting, ChoiceSetting, NumberSetting } from './setting-fields.tsx'
import { FieldSet, SettingsGroup } from './settings-group.tsx'
import { settingsMessages as text } from './settings-messages.ts'
import { TimeZoneSetting } from './time-zone-setting.tsx'
import type { SettingsForm } from './use-settings-form.ts'

type Props = { form: SettingsForm }

const kinds = ['staff', 'device', 'contact', 'member'] as const

export const OrganizationGroup = ({ form }: Props) => (
  <SettingsGroup of="organization">
    <TextField
      {...form.field('organizationName')}
      label={text.organizationName}
      hint={text.organizationNameHint}
      isProse
    />
    <TextField
      {...form.field('supportAddress')}
      label={text.supportAddress}
      hint={text.supportAddressHint}
    />
    <TimeZoneSetting {...form.field('timeZone')} />
    <LogoSetting
      {...form.field('logo')}
      error={form.logoFault ?? form.field('logo').error}
      onRefuse={form.setLogoFault}
    />
    <ColourSetting {...form.field('accentColour')} />
    <BrandPreview
      name={form.values.organizationName}
      logo={form.values.logo}
      accentColour={form.values.accentColour}
    />
  </SettingsGroup>
)

export const RecoveryGroup = ({ form }: Props) => (
  <SettingsGroup of="recovery">
    <FieldSet legend={text.recoveryMethods} hint={text.recoveryMethodsHint}>
      {kinds.map((kind) => (
        <ChoiceSetting
          key={kind}
          of={form}
          name={`recoveryMethods.${kind}`}
          label={text.kinds[kind]}
          words={text.methods}
        />
      ))}
    </FieldSet>
    <NumberSetting of={form} name="resetLifetimeMinutes" />
    <NumberSetting of={form} name="startedResetLifetimeHours" />
    <NumberSetting of={form} name="createLifetimeDays" />
    <NumberSetting of={form} name="temporaryPasswordHours" />
    <CardSetting of={form} name="disclosure" label={text.disclosure} words={text.disclosures} />
  </SettingsGroup>
)

export const PolicyGroup = ({ form }: Props) => (
  <SettingsGroup of="policies">
    <FieldSet legend={text.passwordPolicies}>
      {kinds.map((kind) => (
        <ChoiceSetting
          key={kind}
          of={form}
          name={`passwordPolicies.${kind}`}
          label={text.kinds[kind]}
          words={text.policies}
          hintOf={policySentence}
        />
      ))}
    </FieldSet>
    <CheckSetting of={form} name="breachList" label={text.breachList} hint={text.breachListHint} />
  </SettingsGroup>
)

/** Who can or must have a second factor, and how one that is lost is removed. */
export const FactorGroup = ({ form }: Props) => (
  <SettingsGroup of="secondFactors">
    <FieldSet legend={text.secondFactors} hint={text.secondFactorsHint}>
      {kinds.map((kind) => (
        <ChoiceSetting
          key={kind}
          of={form}
          name={`secondFactor.${kind}`}
          label={text.kinds[kind]}
          words={text.factorRules}
        />
      ))}
    </FieldSet>
    <ChoiceSetting
      of={form}
      name="secondFactorForConsole"
      label={text.factorForConsole}
      words={text.factorRules}
      hintOf={() => text.factorForConsoleHint}
    />
    <DueUsers />
    <NumberSetting of={form} name="secondFactorGraceDays" />
    <NumberSetting of={form} name="rememberDeviceDays" />
    <NumberSetting of={form} name="factorRecoveryHours" />
    <NumberSetting of={form} name="recoveryAddressHoldHours" />
  </SettingsGroup>
)

export const MailGroup = ({ form }: Props) => (
  <SettingsGroup of="mail">
    <CheckSetting
      of={form}
      name="codeInSubject"
      label={text.codeInSubject}
      hint={text.codeInSubjectHint}
    />
    <CheckSetting
      of={form}
      name="usernameInTemporaryPasswordMail"
      label={text.usernameInMail}
      hint={text.usernameInMailHint}
    />
  </SettingsGroup>
)

export const ConsoleGroup = ({ form }: Props) => (
  <SettingsGroup of="console">
    <CardSetting
      of={form}
      name="consoleSignIn"
      label={text.consoleSignIn}
      words={text.consoleSignIns}
    />
  </SettingsGroup>
)

export const LimitsGroup = ({ form }: Props) => (
  <SettingsGroup of="limits">
    {ipLimitNames.map((name) => (
      <FieldSet key={name} legend={text.budgets[name]}>
        <NumberSetting of={form} name={`ipLimits.${name}.limit`} />
        <NumberSetting of={form} name={`ipLimits.${name}.seconds`} />
      </FieldSet>
    ))}
    <TextArea
      {...form.field('ipLimitExemptions')}
      label={text.exemptions}
      hint={text.exemptionsHint}
    />
  </SettingsGroup>
)

export const RetentionGroup = ({ form }: Props) => (
  <SettingsGroup of="retention">
    <NumberSetting of={form} name="messageRetentionDays" />
    <NumberSetting of={form} name="auditRetentionDays" />
  </SettingsGroup>
)
