import { Link } from '../../ui/link.tsx'
import { overviewMessages as text } from './overview-messages.ts'
import { type Range, ranges } from './overview-url.ts'
import styles from './range-links.module.css'

/** The time ranges, as links: each has an address. */
export const RangeLinks = ({ current }: { current: Range }) => (
  <nav aria-label={text.range}>
    <ul className={styles.ranges}>
      {ranges.map((range) => (
        <li key={range}>
          <Link
            className={styles.range}
            to={{ search: `?days=${range}` }}
            aria-current={range === current ? 'page' : undefined}
          >
            {text.ranges[range]}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
)
