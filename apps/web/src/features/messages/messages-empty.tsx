import { Empty } from '../../console-kit/empty.tsx'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { changeView, countFilters, type MessagesView, withoutFilters } from './messages-url.ts'

type Props = { view: MessagesView; onShow: (view: MessagesView) => void }

/** No mails yet, no match for the search, or none for the filters. Each case offers an action. */
export function MessagesEmpty({ view, onShow }: Props) {
  const { search } = view
  if (search) {
    const clear = () => onShow(changeView(view, { search: undefined }))
    return (
      <Empty
        title={fill(text.noMatch, { search })}
        text={countFilters(view) > 0 ? text.noMatchFiltersText : text.noMatchText}
        action={<Button onClick={clear}>{text.clearSearch}</Button>}
      />
    )
  }
  if (countFilters(view) === 0) return <Empty title={text.none} text={text.noneText} />
  const clear = () => onShow(withoutFilters(view))
  return <Empty title={text.noFit} action={<Button onClick={clear}>{text.clearFilters}</Button>} />
}
