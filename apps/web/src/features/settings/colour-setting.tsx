import { accentPalette, isReadableAccent } from '@rekey/contracts/accent-palette'
import { TextField } from '../../console-kit/text-field.tsx'
import { fill } from '../../fill.ts'
import styles from './brand-settings.module.css'
import { isColour } from './brand-values.ts'
import { settingsMessages as text } from './settings-messages.ts'

type Props = {
  name: string
  value: string
  error?: string | undefined
  onChange: (colour: string) => void
}

/**
 * The colour as text, beside the browser's own choice of colours. The contrast is judged at once.
 */
export function ColourSetting(props: Props) {
  const { value, onChange } = props
  return (
    <div className={styles.colour}>
      <TextField {...props} label={text.accentColour} hint={hintOf(value)} />
      <input
        type="color"
        className={styles.swatch}
        aria-label={text.pickColour}
        value={isColour(value) ? value.trim() : rekeysAccent}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  )
}

/** As in `tokens.css`. */
const rekeysAccent = '#0b5966'

function hintOf(typed: string): string {
  if (!isColour(typed)) return text.accentHint
  const colour = typed.trim()
  if (isReadableAccent(colour)) return text.accentReadable
  return fill(text.accentDarkened, { colour: accentPalette(colour).light.accent })
}
