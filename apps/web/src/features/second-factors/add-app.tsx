import type { confirmTotp } from '@rekey/contracts/second-factors'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { QRCodeSVG } from 'qrcode.react'
import { tell } from '../../console-kit/ask.ts'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import { useRecentSignIn } from '../../console-kit/use-recent-sign-in.ts'
import { useForm } from '../../hooks/use-form.ts'
import { checkFactorCode } from '../../public-kit/second-factor/check-factor-code.ts'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import formStyles from '../../ui/form.module.css'
import { FormAlert } from '../../ui/form-alert.tsx'
import { Page } from '../../ui/page.tsx'
import styles from './add-app.module.css'
import type { NewApp } from './add-app-dialog.tsx'
import type { Done } from './done-banner.tsx'
import { secondFactorsMessages } from './second-factors-messages.ts'

const text = secondFactorsMessages.newApp

type Props = {
  app: NewApp
  onDone: (done: Done, codes: readonly string[] | null) => void
  onCancel: () => void
}

/** The secret as a picture and as text, and the code that proves that the app has it. */
export default function AddApp({ app, onDone, onCancel }: Props) {
  const form = useConfirm(app, onDone)
  return (
    <Page title={text.title} failed={form.refusal !== null} alert={<FormAlert form={form} />}>
      <h2 className={styles.heading}>{text.scan}</h2>
      <div className={styles.picture}>
        <QRCodeSVG value={app.uri} size={208} marginSize={4} title={text.scanLabel} />
      </div>
      <h2 className={styles.heading}>{text.orType}</h2>
      <div className={styles.key} translate="no">
        <code>{app.secret.replace(/(.{4})(?!$)/g, '$1 ')}</code>
        <CopyButton value={app.secret} label={text.copyKey} />
      </div>
      <form {...form.props} className={styles.confirm}>
        <CodeField name="code" label={text.code} hint={text.codeHint} error={form.errors.code} />
        <div className={formStyles.buttons}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.adding}>
            {text.add}
          </Button>
          <Button onClick={onCancel}>{text.cancel}</Button>
        </div>
      </form>
    </Page>
  )
}

function useConfirm({ id, name }: NewApp, onDone: Props['onDone']) {
  const { withRecentSignIn } = useRecentSignIn()
  return useForm<'code'>({
    fields: ['code'],
    check: ({ code }) => {
      const fault = checkFactorCode('totp', code)
      return fault === undefined ? {} : { code: fault }
    },
    send: async ({ code }) => {
      const sent = { params: { id }, body: { code: normaliseCode(code) } }
      const result = await withRecentSignIn(() =>
        tell<typeof confirmTotp>('POST /account/second-factors/{id}/confirm', sent),
      )
      if (result.ok) onDone({ words: text.done, name }, result.body.recoveryCodes)
      else if (result.problem.code === 'second-factor-wrong')
        return { errors: { code: text.wrong } }
      else return { problem: result.problem }
      return null
    },
  })
}
