import { Check, Copy, Download, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { plainDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { useCopy } from '../../hooks/use-copy.ts'
import { saveFile } from '../../save-file.ts'
import { serverNow } from '../../server-now.ts'
import { useSite } from '../../site.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { Status } from '../../ui/status.tsx'
import styles from './shown-codes.module.css'
import { shownCodesMessages as text } from './shown-codes-messages.ts'

type Props = {
  codes: readonly string[]
  /** What else the last act did. */
  alert?: ReactNode
  onLeave: () => void
}

/** The codes, this once: to print, copy or download. */
export default function ShownCodes({ codes, alert, onLeave }: Props) {
  return (
    <Page title={text.title} alert={alert} lede={<p>{text.lede}</p>}>
      <div className={styles.warning}>
        <Banner tone="warning">
          <Say text={text.warning} />
        </Banner>
      </div>
      <ul className={styles.codes} aria-label={text.list} translate="no">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.ways}>
        <CopyCodes codes={codes} />
        <Button icon={<Icon of={Download} size={18} />} onClick={useDownload(codes)}>
          {text.download}
        </Button>
        <Button icon={<Icon of={Printer} size={18} />} onClick={() => window.print()}>
          {text.print}
        </Button>
      </div>
      <div className={styles.go}>
        <Button look="primary" onClick={onLeave}>
          {text.go}
        </Button>
      </div>
    </Page>
  )
}

function CopyCodes({ codes }: Pick<Props, 'codes'>) {
  const { isCopied, copy } = useCopy(codes.join('\n'))
  if (!copy) return null
  return (
    <>
      <Button icon={<Icon of={isCopied ? Check : Copy} size={18} />} onClick={copy}>
        {isCopied ? text.copied : text.copy}
      </Button>
      <Status>{isCopied && text.copied}</Status>
    </>
  )
}

function useDownload(codes: readonly string[]) {
  const { organizationName: organization } = useSite()
  return () => {
    const head = fill(text.fileHead, { organization, day: plainDay(serverNow()) })
    const file = new Blob([[head, '', ...codes, ''].join('\n')], { type: 'text/plain' })
    saveFile(file, text.file)
  }
}
