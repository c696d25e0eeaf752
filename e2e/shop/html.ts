/** Text that is HTML. Everything else is escaped when it is put into a page. */
export type Html = { readonly markup: string }

type Value = string | Html | readonly Html[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Names and search texts come from people, so nothing gets into a page without this. */
export const html = (texts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: String.raw({ raw: texts }, ...values.map(markupOf)),
})

function markupOf(value: Value): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}
