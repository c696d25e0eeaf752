import { Whole } from '../../ui/say.tsx'
import styles from './caller.module.css'

type Props = { lead: string; addresses: readonly string[]; after: string }

/** Where the code goes or went, one address a line. */
export const CallerAddresses = ({ lead, addresses, after }: Props) => (
  <div>
    <p>{lead}</p>
    <ul className={styles.addresses}>
      {addresses.map((address) => (
        <li key={address}>
          <Whole word={address} />
        </li>
      ))}
    </ul>
    <p className={styles.after}>{after}</p>
  </div>
)
