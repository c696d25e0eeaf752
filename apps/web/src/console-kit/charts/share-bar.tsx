import { useId } from 'react'
import { fill } from '../../fill.ts'
import { Figure } from './figure.tsx'
import { Key, type KeyLook } from './key.tsx'
import marks from './marks.module.css'
import { Hatch } from './marks.tsx'
import { sharePlaces, shareWidths, sum } from './scale.ts'
import styles from './share-bar.module.css'
import { useWidth } from './use-width.ts'

type Share = {
  readonly look: KeyLook
  readonly words: string
  readonly count: number
  readonly to: string | null
}

type Props = { title: string; note: string; shares: readonly Share[] }

const gap = 2
const height = 22

/** One bar of all shares. Its list is also its table. */
export function ShareBar({ title, note, shares }: Props) {
  const id = useId()
  const total = sum(shares.map(({ count }) => count))
  return (
    <section aria-labelledby={id} className={styles.shares}>
      <h2 className={styles.title}>
        <span id={id}>{title}</span>
        <span className={styles.note}>{note}</span>
      </h2>
      <Bar shares={shares} />
      <ul>
        {shares.map(({ look, words, count, to }) => (
          <li key={words} className={styles.share}>
            <Key look={look} />
            <span className={styles.words}>{words}</span>
            <span className={styles.percent}>{percentWords(count, total)}</span>
            <Figure count={count} to={to} words={words} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The bar alone. Screen readers read the list beside it. */
export function Bar({ shares }: { shares: readonly Pick<Share, 'look' | 'words' | 'count'>[] }) {
  const hatch = useId()
  const { element, width } = useWidth()
  const widths = shareWidths(
    shares.map(({ count }) => count),
    width ?? 0,
    gap,
  )
  const places = sharePlaces(widths, gap)
  return (
    <div ref={element} className={styles.bar}>
      {width !== null && (
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
          <defs>
            <Hatch id={hatch} />
          </defs>
          {shares.map(({ look, words }, index) => {
            const [x = 0, wide = 0] = [places[index], widths[index]]
            return wide > 0 && <Segment key={words} {...{ look, hatch, x, width: wide }} />
          })}
        </svg>
      )}
    </div>
  )
}

type SegmentProps = { look: KeyLook; hatch: string; x: number; width: number }

/** Outlines are drawn inside. */
const Segment = ({ look, hatch, x, width }: SegmentProps) => (
  <rect
    className={marks[`${look}Bar`]}
    fill={look === 'warn' ? `url(#${hatch})` : undefined}
    x={x + 0.5}
    y={0.5}
    width={Math.max(1, width - 1)}
    height={height - 1}
  />
)

/** `70 %`, and `< 1 %` for shares above zero that would round to zero. */
export function percentWords(count: number, total: number): string {
  const share = total === 0 ? 0 : (100 * count) / total
  return share > 0 && share < 1 ? '< 1 %' : fill('{share} %', { share: Math.round(share) })
}
