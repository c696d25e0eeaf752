import { findSections, readIndex, type SearchIndex } from '../search/search-site.ts'
import { element } from './element.ts'
import { describeHits, mostShown, renderHit } from './search-hits.ts'

/**
 * Makes the field a combobox (ARIA APG): arrows choose, Enter opens, Escape closes. If the index
 * can't be loaded, the field stays a form that the server answers.
 */
export async function createSearchBox(input: HTMLInputElement): Promise<void> {
  const index = await loadIndex()
  if (!index || !input.form) return
  const list = element('div', { role: 'listbox', id: 'search-hits', 'aria-label': 'Results' })
  const status = element('p', { role: 'status', class: 'search-status' })
  const panel = element('div', { class: 'search-panel' }, list, status)
  panel.hidden = true
  input.form.append(panel)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
    'aria-expanded': 'false',
  })) {
    input.setAttribute(name, value)
  }
  const box = new SearchBox(input, list, panel, status, index)
  input.addEventListener('input', () => box.search())
  input.addEventListener('keydown', (event) => box.press(event))
  input.addEventListener('focus', () => box.search())
  input.form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && input.form?.contains(relatedTarget))) box.close()
  })
  // The field keeps the focus, otherwise the list would close before the click arrives.
  panel.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', () => box.leave())
  box.search()
}

async function loadIndex(): Promise<SearchIndex | null> {
  const answer = await fetch(new URL('search-index.json', import.meta.url)).catch(() => null)
  return answer?.ok ? readIndex(await answer.text()) : null
}

class SearchBox {
  readonly #input: HTMLInputElement
  readonly #list: HTMLElement
  readonly #panel: HTMLElement
  readonly #status: HTMLElement
  readonly #index: SearchIndex
  #active = -1

  constructor(
    input: HTMLInputElement,
    list: HTMLElement,
    panel: HTMLElement,
    status: HTMLElement,
    index: SearchIndex,
  ) {
    this.#input = input
    this.#list = list
    this.#panel = panel
    this.#status = status
    this.#index = index
  }

  search(): void {
    const question = this.#input.value.trim()
    if (question === '' || document.activeElement !== this.#input) {
      this.close()
      return
    }
    const hits = findSections(this.#index, question).slice(0, mostShown)
    this.#list.replaceChildren(...hits.map(renderHit))
    this.#status.textContent = describeHits(hits.length, question)
    this.#panel.hidden = false
    this.#list.hidden = hits.length === 0
    this.#input.setAttribute('aria-expanded', String(hits.length > 0))
    this.#activate(-1)
  }

  press(event: KeyboardEvent): void {
    // While an input method composes a word, its keys are not ours. Safari's last one only has
    // this code.
    if (event.isComposing || event.keyCode === 229) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const { length } = this.#options()
    if (step && this.#panel.hidden) this.search()
    else if (step && length > 0) {
      // One place more than options: the field itself is one, where nothing is chosen.
      this.#activate(((this.#active + 1 + step + length + 1) % (length + 1)) - 1)
    } else if (event.key === 'Enter' && this.#active >= 0) this.#options()[this.#active]?.click()
    else if (event.key === 'Escape') this.#escape()
    else return
    event.preventDefault()
  }

  close(): void {
    this.#panel.hidden = true
    this.#input.setAttribute('aria-expanded', 'false')
    this.#activate(-1)
  }

  /** A result may be on this page: then the browser scrolls, and the field has to go. */
  leave(): void {
    this.close()
    this.#input.blur()
  }

  /** The first press closes the list, the second empties the field, the third leaves it. */
  #escape(): void {
    if (!this.#panel.hidden) this.close()
    else if (this.#input.value) this.#input.value = ''
    else this.#input.blur()
  }

  #activate(at: number): void {
    this.#active = at
    const options = this.#options()
    for (const [index, option] of options.entries()) {
      option.setAttribute('aria-selected', String(index === at))
    }
    const option = options[at]
    if (option) this.#input.setAttribute('aria-activedescendant', option.id)
    else this.#input.removeAttribute('aria-activedescendant')
    option?.scrollIntoView({ block: 'nearest' })
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[role=option]')]
  }
}
