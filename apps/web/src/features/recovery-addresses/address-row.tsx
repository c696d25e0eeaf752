import type { RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { Mail } from 'lucide-react'
import { recoveryAddressState } from '../../console-kit/recovery-address-state.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { OwnRow } from '../../public-kit/own-rows.tsx'
import { Button } from '../../ui/button.tsx'
import { Link } from '../../ui/link.tsx'
import { Whole } from '../../ui/say.tsx'
import styles from './recovery-addresses.module.css'
import { recoveryAddressesMessages as text } from './recovery-addresses-messages.ts'

type Props = { address: RecoveryAddress; onRemove: () => void }

/** An address, what it waits for, and the ways to confirm and to remove it. */
export function AddressRow({ address, onRemove }: Props) {
  const { id, email, createdAt, confirmedAt } = address
  return (
    <OwnRow
      icon={Mail}
      name={<Whole word={email} />}
      isLong
      beside={
        <Button
          look="quiet"
          aria-label={fill(text.removeLabel, { address: email })}
          onClick={onRemove}
        >
          {text.remove}
        </Button>
      }
    >
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
    </OwnRow>
  )
}
