import type { FactorMethod } from '@rekey/contracts/second-factor-fields'
import { ChevronRight, Fingerprint, Smartphone, Ticket } from 'lucide-react'
import { useState } from 'react'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { SupportLink } from '../../ui/support-link.tsx'
import { factorMessages as text } from './factor-messages.ts'
import styles from './other-ways.module.css'

const icons = { passkey: Fingerprint, totp: Smartphone, 'recovery-code': Ticket }

type Props = {
  ways: readonly FactorMethod[]
  onChoose: (way: FactorMethod) => void
}

/** The other ways that this user has. They stay when one was refused. */
export function OtherWays({ ways, onChoose }: Props) {
  return (
    <div className={styles.other}>
      {ways.length > 0 && <h2 className={styles.heading}>{text.otherWays}</h2>}
      <ul className={styles.ways}>
        {ways.map((way) => (
          <li key={way} className={styles.way}>
            <button type="button" className={styles.choice} onClick={() => onChoose(way)}>
              <Icon of={icons[way]} size={20} />
              <span className={styles.words}>
                <span className={styles.name}>{text.ways[way][0]}</span>
                <span className={styles.about}>{text.ways[way][1]}</span>
              </span>
              <Icon of={ChevronRight} size={18} />
            </button>
          </li>
        ))}
      </ul>
      <Lost />
    </div>
  )
}

function Lost() {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.lost}>
      <Button look="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {text.lost}
      </Button>
      {isOpen && <LostText />}
    </div>
  )
}

/** What people do who can prove none of their second factors any more. */
export function LostText() {
  const hours = hoursWords(useSite().factorRecoveryHours)
  return (
    <div className={styles.explained}>
      <p>
        <Say text={text.lostText} values={{ support: <SupportLink /> }} />
      </p>
      <p>{fill(text.lostSteps, { hours })}</p>
      <p>{text.lostAfter}</p>
    </div>
  )
}
