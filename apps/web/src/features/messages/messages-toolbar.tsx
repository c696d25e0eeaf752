import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import { focusFirstRow } from '../../console-kit/row-keys.ts'
import { SearchField } from '../../console-kit/search-field.tsx'
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
      <FilterSelect
        name="status"
        label={text.status}
        words={{ any: text.anyStatus, ...text.statuses }}
        value={view.status}
        onChange={(status) => onShow(changeView(view, { status }))}
      />
      <FilterSelect
        name="template"
        label={text.kind}
        words={{ any: text.allKinds, ...templateNames }}
        value={view.template}
        onChange={(kind) => onShow(changeView(view, { template: kind }))}
      />
    </div>
  )
}
