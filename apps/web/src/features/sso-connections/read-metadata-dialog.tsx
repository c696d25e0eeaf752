import type { Answer } from '@rekey/contracts/route'
import { readSsoMetadata } from '@rekey/contracts/sso-connections'
import { FileText } from 'lucide-react'
import { useRef } from 'react'
import { call } from '../../api.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { TextArea } from '../../console-kit/text-area.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.metadata

/** The same limit as in the contract. */
const mostCharacters = 262_144

export type ReadMetadata = Answer<typeof readSsoMetadata>

type Props = { onRead: (read: ReadMetadata) => void; onClose: () => void }

/** Takes an address, XML or a file, and passes on what the server reads from it. */
export function ReadMetadataDialog({ onRead, onClose }: Props) {
  const form = useConsoleForm(readSsoMetadata, {
    first: { metadata: '' },
    fields: ['metadata'],
    bodyOf: ({ metadata }) => bodyOf(metadata),
    check: ({ metadata }) => ({ metadata: faultOf(metadata) }),
    wordsOf: () => text.enter,
    explain: ({ details }) => refused(details.errors?.at(-1)),
    send: (body) => call<typeof readSsoMetadata>('POST /sso-connections/read-metadata', body),
    onDone: (read) => onRead(read),
  })
  const field = form.field('metadata')
  return (
    <ActionDialog
      title={text.title}
      text={text.text}
      words={{ submit: text.title, busy: ssoConnectionsMessages.saving }}
      verb={form}
      onClose={onClose}
    >
      <TextArea {...field} label={text.label} hint={text.hint} />
      <FileButton onText={field.onChange} />
    </ActionDialog>
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

/** The server says itself why it couldn't read the address or the XML. */
function refused(error: { pointer: string; detail: string } | undefined) {
  if (!error) return null
  const { pointer, detail } = error
  const words = pointer === '/url' ? text.addressNotRead : text.xmlNotRead
  return { field: 'metadata', words: fill(words, { detail }) }
}
