import { logo as logoContract, mostLogoBytes } from '@rekey/contracts/logo'
import { Trash2, Upload } from 'lucide-react'
import { useId, useRef } from 'react'
import fieldStyles from '../../console-kit/field.module.css'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './brand-settings.module.css'
import { logoLimits } from './brand-values.ts'
import { settingsMessages as text } from './settings-messages.ts'

type Props = {
  value: string | null
  error?: string | undefined
  onChange: (logo: string | null) => void
  /** What is wrong with the chosen file; null: nothing. */
  onRefuse: (why: string | null) => void
}

/** Chooses a PNG from this computer. It is saved with the other settings. */
export function LogoSetting({ value, error, onChange, onRefuse }: Props) {
  const [hintId, errorId] = [useId(), useId()]
  const choose = async (chosen: File) => {
    const base64 = chosen.size <= mostLogoBytes ? await base64Of(chosen) : ''
    const isGood = logoContract.safeParse(base64).success
    onRefuse(isGood ? null : fill(text.logoWrong, logoLimits))
    if (isGood) onChange(base64)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would look like a group of fields.
    <div role="group" aria-label={text.logo} className={fieldStyles.field}>
      <span className={fieldStyles.label}>{text.logo}</span>
      <p id={hintId} className={fieldStyles.hint}>
        {fill(text.logoHint, logoLimits)}
      </p>
      {error && (
        <p id={errorId} role="alert" className={fieldStyles.error}>
          {error}
        </p>
      )}
      <div className={styles.acts}>
        <ChooseFile describedBy={`${hintId} ${error ? errorId : ''}`} onChoose={choose}>
          {value === null ? text.chooseLogo : text.otherLogo}
        </ChooseFile>
        {value !== null && (
          <Button look="quiet" icon={<Icon of={Trash2} size={18} />} onClick={() => onChange(null)}>
            {text.removeLogo}
          </Button>
        )}
      </div>
    </div>
  )
}

type FileProps = {
  describedBy: string
  children: string
  onChoose: (file: File) => Promise<void>
}

/** The browser's own button can't have our look, so ours presses it. */
function ChooseFile({ describedBy, children, onChoose }: FileProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        icon={<Icon of={Upload} size={18} />}
        aria-describedby={describedBy}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png"
        hidden
        aria-label={text.logo}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) void onChoose(file)
          // The same file can then be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
