import { ShieldAlert } from 'lucide-react'
import { useNavigate } from 'react-router'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { holdToken } from '../../public-kit/held-token.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './set-password-form.module.css'

const text = messages.setPassword

/** Deliberately inconspicuous. The next page asks before it cancels anything. */
export function NotMeButton({ token }: { token: string }) {
  const navigate = useNavigate()
  const goThere = () => {
    holdToken(paths.notMe, token)
    void navigate(paths.notMe)
  }
  return (
    <div className={styles.notMe}>
      <Button look="quiet" icon={<Icon of={ShieldAlert} size={18} />} onClick={goThere}>
        {text.notMe}
      </Button>
    </div>
  )
}
