import { accentPalette } from '@rekey/contracts/accent-palette'
import { type CSSProperties, useEffect, useRef } from 'react'
import { fill } from '../../fill.ts'
import { Mark } from '../../ui/mark.tsx'
import styles from './brand-preview.module.css'
import { isColour } from './brand-values.ts'
import { settingsMessages } from './settings-messages.ts'

const text = settingsMessages.preview

type Props = { name: string; logo: string | null; accentColour: string }

/** How the sign-in page and a mail look with what is typed, before it is saved. */
export function BrandPreview({ name, logo, accentColour }: Props) {
  const shown = name.trim() || text.noName
  return (
    <figure className={styles.preview} style={coloursOf(accentColour)}>
      <figcaption className={styles.caption}>{text.title}</figcaption>
      <div className={styles.both} aria-hidden="true">
        <div className={styles.page}>
          <div className={styles.band}>
            {logo === null ? <Mark size={24} /> : <Drawn logo={logo} />}
            <span className={styles.name}>{shown}</span>
          </div>
          <div className={styles.body}>
            <span className={styles.heading}>{text.signIn}</span>
            <span className={styles.box} />
            <span className={styles.button}>{text.signIn}</span>
            <span className={styles.link}>{text.reset}</span>
          </div>
        </div>
        <div className={styles.page}>
          <div className={styles.band}>
            {logo !== null && <Drawn logo={logo} />}
            <span className={styles.name}>{fill(text.sender, { name: shown })}</span>
          </div>
          <div className={styles.body}>
            <span className={styles.heading}>{text.mail}</span>
            <span className={styles.words}>{text.mailWords}</span>
            <span className={styles.button}>{text.setPassword}</span>
          </div>
        </div>
      </div>
    </figure>
  )
}

/** The browser picks the theme, as everywhere else. */
function coloursOf(typed: string): CSSProperties {
  if (!isColour(typed)) return {}
  const { light, dark } = accentPalette(typed.trim())
  const names = Object.keys(light) as (keyof typeof light)[]
  return Object.fromEntries(
    names.map((name) => [`--${name}`, `light-dark(${light[name]}, ${dark[name]})`]),
  ) as CSSProperties
}

/**
 * Drawn, because our Content-Security-Policy lets no page show an image that isn't on the server.
 */
function Drawn({ logo }: { logo: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const bytes = Uint8Array.from(atob(logo), (letter) => letter.charCodeAt(0))
    void createImageBitmap(new Blob([bytes], { type: 'image/png' })).then(
      (image) => {
        const target = canvas.current
        if (!target) return
        target.width = image.width
        target.height = image.height
        target.getContext('2d')?.drawImage(image, 0, 0)
      },
      () => undefined,
    )
  }, [logo])
  return <canvas ref={canvas} className={styles.logo} />
}
