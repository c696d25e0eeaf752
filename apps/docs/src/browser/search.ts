import { isSearchKey } from '../../../web/src/ui/is-search-key.ts'

/** The search is loaded when somebody goes to its field. Until then it is a plain form. */
export function prepareSearch(): void {
  const input = document.querySelector<HTMLInputElement>('#search')
  const band = document.querySelector<HTMLElement>('.band')
  if (!input?.form || !band) return
  // Somebody may have been quicker than this script.
  if (document.activeElement === input) void loadSearchBox(input)
  else input.addEventListener('focus', () => void loadSearchBox(input), { once: true })
  document.addEventListener('keydown', (event) => {
    if (!isSearchKey(event)) return
    event.preventDefault()
    open(band, input)
  })
  band.querySelector('.to-search')?.addEventListener('click', (event) => {
    event.preventDefault()
    open(band, input)
  })
  input.form.addEventListener('focusout', ({ relatedTarget }) => {
    const isWithin = relatedTarget instanceof Node && input.form?.contains(relatedTarget)
    if (!isWithin) band.classList.remove('is-searching')
  })
  showShortcut(band)
}

/** On phones the field lies over the band only while somebody uses it. */
function open(band: HTMLElement, input: HTMLInputElement): void {
  band.classList.add('is-searching')
  input.focus()
  input.select()
}

async function loadSearchBox(input: HTMLInputElement): Promise<void> {
  const loaded = await import('./search-box.ts').catch(() => null)
  await loaded?.createSearchBox(input)
}

function showShortcut(band: HTMLElement): void {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  const key = band.querySelector('kbd')
  if (key && isMac) key.textContent = '⌘ K'
}
