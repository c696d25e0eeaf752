import type { RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { Mail } from 'lucide-react'
import { recoveryAddressState } from '../../console-kit/recovery-address-state.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Whole } from '../../ui/say.tsx'
import styles from './recovery-addresses.module.css'
import { recoveryAddressesMessages as text } from './recovery-addresses-messages.ts'

type Props = { address: RecoveryAddress; onRemove: () => void }

/** An address, what it waits for, and the ways to confirm and to remove it. */
export function AddressRow({ address, onRemove }: Props) {
  const { id, email, createdAt, confirmedAt } = address
  return (
    <li className={styles.row}>
      <Icon of={Mail} size={20} />
      <div className={styles.what}>
        <p className={styles.address}>
          <Whole word={email} />
        </p>
        <p className={styles.when}>
          <StatusChip of={recoveryAddressState(address)} />
          <time dateTime={createdAt}>
            {fill(text.added, { day: inSentence(dayOf(new Date(createdAt))) })}
          </time>
        </p>
        {!confirmedAt && (
          <p className={styles.enter}>
            <Link
              to={`${paths.recoveryAddresses}/${id}`}
              aria-label={fill(text.enterCodeFor, { address: email })}
            >
              {text.enterCode}
            </Link>
          </p>
        )}
      </div>
      <Button
        look="quiet"
        className={styles.remove ?? ''}
        aria-label={fill(text.removeLabel, { address: email })}
        onClick={onRemove}
      >
        {text.remove}
      </Button>
    </li>
  )
}
