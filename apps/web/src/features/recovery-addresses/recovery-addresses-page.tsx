import { maximumRecoveryAddresses, type RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { Clock, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import { paths } from '../../paths.ts'
import { AddToRows, OwnRows } from '../../public-kit/own-rows.tsx'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { AddAddressDialog } from './add-address-dialog.tsx'
import { AddressRow } from './address-row.tsx'
import type { Done, OwnAddresses } from './own-addresses.ts'
import styles from './recovery-addresses.module.css'
import { recoveryAddressesMessages as text } from './recovery-addresses-messages.ts'
import { RemoveAddressDialog } from './remove-address-dialog.tsx'

type Props = {
  session: CurrentSession
  addresses: OwnAddresses
  done: Done | null
  onDone: (done: Done | null) => void
}

/** The list of the user's own recovery addresses. */
export function RecoveryAddressesPage({ session, addresses, done, onDone }: Props) {
  const { items, holdHours } = addresses
  const [open, setOpen] = useState<'add' | RecoveryAddress | null>(null)
  const section = useFocusAfter(done)
  const close = () => setOpen(null)
  const finish = (what: Done) => {
    close()
    onDone(what)
  }
  const isFull = items.length >= maximumRecoveryAddresses
  return (
    <Page
      title={text.title}
      alert={
        <>
          <BackLink to={paths.account}>{text.account}</BackLink>
          <DoneBanner done={done} />
        </>
      }
      lede={
        <p>
          <Why {...{ session }} isEmpty={items.length === 0} />
        </p>
      }
    >
      <section ref={section} tabIndex={-1} aria-label={text.list} className={styles.section}>
        <OwnRows>
          {items.map((address) => (
            <AddressRow key={address.id} address={address} onRemove={() => setOpen(address)} />
          ))}
        </OwnRows>
        {isFull ? (
          <p className={styles.note}>{fill(text.full, { count: maximumRecoveryAddresses })}</p>
        ) : (
          <Add onAdd={() => setOpen('add')} />
        )}
        <p className={styles.hold}>
          <Icon of={Clock} size={20} />
          {holdWords(holdHours)}
        </p>
      </section>
      {open === 'add' && <AddAddressDialog onAdded={() => onDone(null)} onClose={close} />}
      {open && open !== 'add' && (
        <RemoveAddressDialog address={open} onClose={close} onDone={finish} />
      )}
    </Page>
  )
}

const Add = ({ onAdd }: { onAdd: () => void }) => (
  <AddToRows>
    <Button look="primary" icon={<Icon of={Plus} size={18} />} onClick={onAdd}>
      {text.add}
    </Button>
  </AddToRows>
)

/** The button that was pressed may be gone with its row, so move the focus to the list. */
function useFocusAfter(done: Done | null) {
  const place = useRef<HTMLElement>(null)
  const [first] = useState(done)
  useEffect(() => {
    if (done && done !== first) place.current?.focus()
  }, [done, first])
  return place
}

function Why({ session: { signsInWith }, isEmpty }: Pick<Props, 'session'> & { isEmpty: boolean }) {
  if (isEmpty) return <Say text={signsInWith ? text.noneProvider : text.none} />
  if (!signsInWith) return text.why
  return <Say text={text.whyProvider} values={{ provider: signsInWith.name }} />
}

const DoneBanner = ({ done }: { done: Done | null }) => (
  <Notice>
    {done && (
      <Banner tone="good">
        <Say text={done.words as '{name}'} values={{ name: done.name }} />
      </Banner>
    )}
  </Notice>
)

const holdWords = (hours: number): string =>
  hours === 0 ? text.noHold : fill(text.hold, { hours: hoursWords(hours) })
