import type { Answer } from '@rekey/contracts/route'
import type { readSsoMetadata } from '@rekey/contracts/sso-connections'
import { FileText } from 'lucide-react'
import { useRef, useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { TextArea } from '../../console-kit/text-area.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneFieldDialog } from './one-field-dialog.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.metadata

/** The same limit as in the contract. */
const mostCharacters = 262_144

export type ReadMetadata = Answer<typeof readSsoMetadata>

type Props = { onRead: (read: ReadMetadata) => void; onClose: () => void }

/** Takes an address, XML or a file, and passes on what the server reads from it. */
export function ReadMetadataDialog({ onRead, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const act = useVerb<typeof readSsoMetadata>(
    () => call<typeof readSsoMetadata>('POST /sso-connections/read-metadata', bodyOf(typed)),
    onRead,
  )
  return (
    <OneFieldDialog
      title={text.title}
      text={text.text}
      act={act}
      value={typed}
      onChange={setTyped}
      faultOf={faultOf}
      refused={refusedWords(act.problem)}
      fieldId="metadata"
      onClose={onClose}
    >
      {(field) => (
        <>
          <TextArea name="metadata" label={text.label} hint={text.hint} {...field} />
          <FileButton onText={field.onChange} />
        </>
      )}
    </OneFieldDialog>
  )
}

function FileButton({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    // Read at most one character more than allowed. That is enough to refuse it, and saves memory.
    if (file) onText(decode(await file.slice(0, 4 * mostCharacters).arrayBuffer()))
  }
  return (
    <div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xml,text/xml,application/xml"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button icon={<Icon of={FileText} size={18} />} onClick={() => input.current?.click()}>
        {text.file}
      </Button>
    </div>
  )
}

/** Windows saves such files in UTF-16, with a byte order mark. */
function decode(content: ArrayBuffer): string {
  const [first, second] = new Uint8Array(content)
  return new TextDecoder(first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8').decode(content)
}

const isAddress = (typed: string) => /^https?:/i.test(typed.trim())

const bodyOf = (typed: string) => (isAddress(typed) ? { url: typed.trim() } : { xml: typed })

function faultOf(typed: string): string | undefined {
  if (!typed.trim()) return text.enter
  return typed.length > mostCharacters ? text.tooLong : undefined
}

function refusedWords(problem: Problem | null): string | undefined {
  const { pointer, detail } = problem?.details.errors?.at(-1) ?? {}
  return detail && fill(pointer === '/url' ? text.addressNotRead : text.xmlNotRead, { detail })
}
