import { iconPaths } from '../frame/icons.ts'
import { element } from './element.ts'

/** In milliseconds. */
const shownFor = 2_000

/** Each block, or each group of tabs, gets a button that copies the code in sight. */
export function addCopyButtons(): void {
  for (const head of document.querySelectorAll<HTMLElement>('.code-head')) {
    const isOfPanel = head.parentElement?.matches('.tabs .code') ?? false
    if (!isOfPanel) addButton(head, element('span', {}, 'Copy'), () => codeBelow(head))
  }
  for (const call of document.querySelectorAll<HTMLElement>('.call')) {
    const words = element('span', { class: 'unseen' }, 'Copy path')
    addButton(call, words, () => call.querySelector<HTMLElement>('code'))
  }
}

function addButton(head: HTMLElement, words: HTMLElement, find: () => HTMLElement | null): void {
  const label = words.textContent
  const status = element('span', { role: 'status', class: 'unseen' })
  const looks = words.classList.contains('unseen') ? 'copy is-small' : 'copy'
  const button = element('button', { type: 'button', class: looks }, copyIcon(), words)
  let timer: ReturnType<typeof setTimeout> | undefined
  button.addEventListener('click', async () => {
    const isCopied = await copy(find())
    words.textContent = isCopied ? 'Copied' : 'Press Ctrl+C'
    status.textContent = isCopied ? 'Copied' : 'The code is selected. Press Ctrl+C to copy it.'
    clearTimeout(timer)
    timer = setTimeout(() => {
      words.textContent = label
      status.textContent = ''
    }, shownFor)
  })
  head.append(button, status)
}

const codeBelow = (head: HTMLElement) =>
  head.parentElement?.querySelector<HTMLElement>('.code:not([hidden]) code, :scope > pre code') ??
  null

/**
 * Pages that came by plain http from another host have no clipboard: there the code is selected.
 */
async function copy(code: HTMLElement | null): Promise<boolean> {
  if (!code) return false
  const text = (code.textContent ?? '').replace(/\n$/, '')
  const written = navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  )
  if (await written) return true
  getSelection()?.selectAllChildren(code)
  return false
}

function copyIcon(): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', iconPaths.copy)
  for (const [name, value] of Object.entries({
    class: 'icon',
    width: '1rem',
    height: '1rem',
    viewBox: '0 0 24 24',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value)
  }
  svg.append(path)
  return svg
}
