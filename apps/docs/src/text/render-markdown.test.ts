import { expect, test } from 'vitest'
import { renderMarkdown } from './render-markdown.ts'

const render = (markdown: string) =>
  renderMarkdown(`# Title\n\nText.\n\n${markdown}`, 'errors').html

const block = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\`\n`

test('blocks in curl, JavaScript and Python that follow one another become one call', () => {
  const call = [
    block('sh', 'curl $REKEY'),
    block('js', 'await fetch(url)'),
    block('python', 'get(url)'),
  ]
  const html = render(call.join('\n'))
  expect(html.match(/class="tabs"/g)).toHaveLength(1)
  expect([...html.matchAll(/data-language="(\w+)"/g)].map(([, name]) => name)).toEqual([
    'curl',
    'JavaScript',
    'Python',
  ])
})

test('blocks with text between them, in one language, or in no order of a call stay apart', () => {
  for (const blocks of [
    `${block('sh', 'curl $A')}\nThen:\n\n${block('js', 'a()')}`,
    `${block('sh', 'curl $A')}\n${block('sh', 'curl $B')}`,
    `${block('json', '{}')}\n${block('text', 'a')}`,
  ]) {
    expect(render(blocks)).not.toContain('class="tabs"')
  }
})

test('an answer is titled by its status', () => {
  expect(render(block('json answer 202', '{}'))).toContain(
    'Answer <b class="good">202 Accepted</b>',
  )
  expect(render(block('json answer 409', '{}'))).toContain('Error <b class="bad">409 Conflict</b>')
})

test('code from a file is titled by its path', () => {
  const html = render(block('ts e2e/shop/shop.ts', 'const a = 1'))
  expect(html).toContain('<p class="code-head">e2e/shop/shop.ts</p>')
  expect(html).toContain('data-language="TypeScript"')
})

test('the path of a file may break after each folder, and the path of a call may not', () => {
  expect(render('`apps/api/src/app.ts`')).toContain('apps/<wbr>api/<wbr>src/<wbr>app.ts')
  expect(render('`/users/{id}/factor-recoveries/{other}`')).not.toContain('<wbr>')
})

test('a quote is a note, and an alert of GitHub is a warning without its mark', () => {
  expect(render('> **Mind this.** Words.')).toContain('<div class="note" role="note">')
  const warning = render('> [!WARNING]\n> **Mind this.** Words.')
  expect(warning).toContain('class="warning"')
  expect(warning).not.toContain('[!WARNING]')
})

test('code is shown as it is written, also when it looks like HTML', () => {
  for (const language of ['sh', 'js', 'python', 'json', 'text', 'nginx']) {
    expect(render(block(language, '<img src=x onerror=alert(1)>'))).not.toContain('<img')
  }
})

test('a link to a call leads to its page, and one to a call that does not exist is refused', () => {
  expect(render('[call](reference/list-users.md#errors)')).toContain(
    'href="reference/list-users#errors"',
  )
  expect(() => render('[call](reference/list-user.md)')).toThrow('leads to no page')
})

test('HTML in Markdown and links that lead out of the pages are refused', () => {
  expect(() => render('<b>bold</b>\n\n<script>1</script>')).toThrow('instead of HTML')
  expect(() => render('[code](../api/src/app.ts)')).toThrow('leads to no page')
})
