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
  const file = useRef<HTMLInputElement>(null)
  const [hintId, errorId] = [useId(), useId()]
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return
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
        <Button
          icon={<Icon of={Upload} size={18} />}
          aria-describedby={`${hintId} ${error ? errorId : ''}`}
          onClick={() => file.current?.click()}
        >
          {value === null ? text.chooseLogo : text.otherLogo}
        </Button>
        {value !== null && (
          <Button look="quiet" icon={<Icon of={Trash2} size={18} />} onClick={() => onChange(null)}>
            {text.removeLogo}
          </Button>
        )}
      </div>
      <input
        ref={file}
        type="file"
        accept="image/png"
        hidden
        aria-label={text.logo}
        onChange={({ target }) => {
          void choose(target.files?.[0])
          target.value = ''
        }}
      />
    </div>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
