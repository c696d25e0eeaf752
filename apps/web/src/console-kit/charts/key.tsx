import { useId } from 'react'
import styles from './marks.module.css'
import { type BarLook, diamond, diamondRadius, Hatch, type LineLook } from './marks.tsx'

export type KeyLook = LineLook | BarLook | 'diamond' | 'accent' | 'open' | 'warnOpen'

/** The mark beside a label, drawn as in the chart. */
export const Key = ({ look }: { look: KeyLook }) => (
  <svg className={styles.key} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <Drawing look={look} />
  </svg>
)

function Drawing({ look }: { look: KeyLook }) {
  const hatch = useId()
  if (look === 'main' || look === 'requested' || look === 'signedIn') {
    return (
      <g className={styles[look]}>
        <path className={styles.line} d="M0 8H16" />
      </g>
    )
  }
  if (look === 'diamond') return <path className={styles.badBar} d={diamond(8, 8, diamondRadius)} />
  const box = { x: 3, y: 3, width: 10, height: 10 }
  if (look === 'warn') {
    return (
      <>
        <Hatch id={hatch} />
        <rect fill={`url(#${hatch})`} {...box} />
      </>
    )
  }
  return <rect className={styles[`${look}Bar`]} {...box} />
}
