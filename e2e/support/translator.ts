import type { Page } from '@playwright/test'

/**
 * How translators put their words into a page: each keeps, moves or drops the text in another way.
 */
export const ways = [
  'replaces each text',
  'adds its words, then removes the text',
  'wraps each text',
] as const
type Way = (typeof ways)[number]

/**
 * Translates all that is shown by now, and all that comes later as soon as it comes: "Save" becomes
 * "[Save]". What is marked `translate="no"` stays as it is.
 */
export const translate = (page: Page, way: Way = 'replaces each text') =>
  page.evaluate((how) => {
    const put = (text: Text) => {
      const outer = document.createElement('font')
      const inner = document.createElement('font')
      outer.append(inner)
      inner.textContent = `[${text.data}]`
      if (how === 'replaces each text') return text.replaceWith(outer)
      text.before(outer)
      if (how !== 'wraps each text') return text.remove()
      text.data = `[${text.data}]`
      inner.replaceChildren(text)
    }
    const isUntranslated = (text: Text) =>
      text.data.trim() !== '' &&
      !text.data.includes('[') &&
      !text.parentElement?.closest('[translate=no],script,style') &&
      (how === 'wraps each text' || !text.parentElement?.closest('font'))
    const translateAll = () => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walk.nextNode()) texts.push(walk.currentNode as Text)
      for (const text of texts.filter(isUntranslated)) {
        if (text.parentElement?.closest('font')) text.data = `[${text.data}]`
        else put(text)
      }
    }
    translateAll()
    const changes = { childList: true, characterData: true, subtree: true }
    new MutationObserver(translateAll).observe(document.body, changes)
  }, way)
