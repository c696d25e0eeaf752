import { readLanguage } from './remembered-language.ts'

/**
 * Runs before the first paint, so that code in other languages than the chosen one never flashes.
 * If the other scripts can't be loaded, the page shows everything as it does without scripts.
 */
const root = document.documentElement
root.classList.add('js')
const language = readLanguage()
if (language) root.dataset.language = language
import('./docs.js').catch(() => root.classList.remove('js'))
