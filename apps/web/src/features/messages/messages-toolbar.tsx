import { messageStatus, template } from '@rekey/contracts/messages'
import { templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import { focusFirstRow } from '../../console-kit/row-keys.ts'
import { SearchField } from '../../console-kit/search-field.tsx'
import { Select } from '../../console-kit/select.tsx'
import styles from './messages-toolbar.module.css'
import { changeView, type MessagesView } from './messages-url.ts'

type Props = {
  view: MessagesView
  onShow: (view: MessagesView, options?: { replace: boolean }) => void
}

/** A typed search is one step of the history, and each filter is one more. */
export function MessagesToolbar({ view, onShow }: Props) {
  return (
    <div className={styles.toolbar}>
      <SearchField
        id="message-search"
        label={text.search}
        placeholder={text.searchPlaceholder}
        search={view.search ?? ''}
        onType={(search) => onShow(changeView(view, { search }), { replace: true })}
        onEnter={(search) => onShow(changeView(view, { search }))}
        onArrowDown={focusFirstRow}
      />
      <Choice
        name="status"
        label={text.status}
        any={text.anyStatus}
        values={messageStatus.options}
        words={text.statuses}
        value={view.status}
        onChange={(status) => onShow(changeView(view, { status }))}
      />
      <Choice
        name="template"
        label={text.kind}
        any={text.allKinds}
        values={template.options}
        words={templateNames}
        value={view.template}
        onChange={(kind) => onShow(changeView(view, { template: kind }))}
      />
    </div>
  )
}

type ChoiceProps<Value extends string> = {
  name: string
  label: string
  any: string
  values: readonly Value[]
  words: Readonly<Record<Value, string>>
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

/** A filter with a few values and "any". */
function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { any, values, words, value, onChange, ...rest } = props
  const options = values.map((each) => ({ value: each, label: words[each] }))
  return (
    <Select<Value | 'any'>
      {...rest}
      look="toolbar"
      options={[{ value: 'any', label: any }, ...options]}
      value={value ?? 'any'}
      onChange={(chosen) => onChange(chosen === 'any' ? undefined : chosen)}
    />
  )
}
