import { DateFilter } from '../../console-kit/date-filter.tsx'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { ListToolbar } from '../../console-kit/list-toolbar.tsx'
import { templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import { focusFirstRow } from '../../console-kit/row-keys.ts'
import { SearchField } from '../../console-kit/search-field.tsx'
import { useMedia } from '../../console-kit/use-media.ts'
import { changeView, countFilters, type MessagesView } from './messages-url.ts'

type Props = {
  view: MessagesView
  onShow: (view: MessagesView, options?: { replace: boolean }) => void
}

/** A typed search is one step of the history, and each filter is one more. */
export const MessagesToolbar = ({ view, onShow }: Props) => (
  <ListToolbar
    isNarrow={useMedia('(max-width: 49.9375em)')}
    count={countFilters(view)}
    search={
      <SearchField
        id="message-search"
        label={text.search}
        placeholder={text.searchPlaceholder}
        search={view.search ?? ''}
        onType={(search) => onShow(changeView(view, { search }), { replace: true })}
        onEnter={(search) => onShow(changeView(view, { search }))}
        onArrowDown={focusFirstRow}
      />
    }
    filters={
      <Filters key="filters" {...{ view }} onChange={(by) => onShow(changeView(view, by))} />
    }
  />
)

type FiltersProps = { view: MessagesView; onChange: (change: MessagesView) => void }

const Filters = ({ view, onChange }: FiltersProps) => (
  <>
    <FilterSelect
      name="status"
      label={text.status}
      words={{ any: text.anyStatus, ...text.statuses }}
      value={view.status}
      onChange={(status) => onChange({ status })}
    />
    <FilterSelect
      name="template"
      label={text.kind}
      words={{ any: text.allKinds, ...templateNames }}
      value={view.template}
      onChange={(template) => onChange({ template })}
    />
    <DateFilter
      name="from"
      label={text.from}
      value={view.from}
      onChange={(from) => onChange({ from })}
    />
    <DateFilter name="to" label={text.to} value={view.to} onChange={(to) => onChange({ to })} />
  </>
)
