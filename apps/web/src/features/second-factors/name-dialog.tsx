import type { Answer, Contract } from '@rekey/contracts/route'
import { useState } from 'react'
import type { Result } from '../../api.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

const mostCharacters = 60

type Props<C extends Contract> = {
  title: string
  text?: string
  words: { readonly submit: string; readonly busy: string }
  /** The name that is suggested. */
  first: string
  send: (name: string) => Promise<Result<C>>
  onDone: (answer: Answer<C>, name: string) => void
  onClose: () => void
}

/** Asks for the name of a second factor, and then acts. */
export function NameDialog<C extends Contract>(props: Props<C>) {
  const { title, words, first, send, onDone, onClose } = props
  const [name, setName] = useState(first)
  const [isTried, setTried] = useState(false)
  const verb = useVerb<C, string>(send, onDone)
  const typed = name.trim()
  const fault = faultOf(typed)
  const run = () => {
    setTried(true)
    if (!fault) void verb.attempt(typed)
  }
  const error = isTried ? fault : undefined
  return (
    <ActionDialog {...{ title, words, onClose }} text={props.text} verb={{ ...verb, run }}>
      <TextField
        name="factorName"
        label={text.name}
        hint={text.nameHint}
        error={error}
        value={name}
        onChange={setName}
        autoFocus
        isProse
      />
    </ActionDialog>
  )
}

function faultOf(name: string): string | undefined {
  if (!name) return text.enterName
  return [...name].length > mostCharacters ? text.nameTooLong : undefined
}
