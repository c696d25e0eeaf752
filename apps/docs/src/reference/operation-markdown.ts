import { isOwnPage } from '../text/link-target.ts'
import type { Field } from './describe-fields.ts'
import type { ErrorCauses } from './error-causes.ts'
import { exampleCalls } from './example-calls.ts'
import type { Operation } from './operations.ts'
import { scopesText } from './scopes-text.ts'

/** The page of a call as Markdown, for programs and for people who keep text. */
export function operationMarkdown(operation: Operation, causes: ErrorCauses): string {
  const { title, method, path, summary, description, parameters, body, answer } = operation
  const [curl] = exampleCalls(operation)
  const parts = [
    `# ${title}`,
    `${summary}.`,
    `\`${method} ${path}\``,
    description,
    section('Who may call', scopesText(operation)),
    fieldSection('Path', parameters.path),
    fieldSection('Query', parameters.query),
    fieldSection('Headers', parameters.header),
    fieldSection('Body', body?.fields ?? []),
    fieldSection(
      'Answer',
      answer.fields.map((field) => ({ ...field, isRequired: false })),
    ),
    section('Example', block('sh', curl?.text ?? '')),
    answer.example === undefined
      ? ''
      : block(`json answer ${answer.status}`, JSON.stringify(answer.example, null, 2)),
    section('Errors', errorList(operation, causes)),
  ]
  return fromReference(`${parts.filter(Boolean).join('\n\n')}\n`)
}

/** Sentences of the contracts and of other pages link as from the folder above the reference. */
const fromReference = (markdown: string) =>
  markdown.replaceAll(/(?<=\]\()[^)\s]+/g, (href) => (isOwnPage(href) ? `../${href}` : href))

const section = (title: string, text: string) => text && `## ${title}\n\n${text}`
const block = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``

const fieldSection = (title: string, fields: readonly Field[]) =>
  section(
    title,
    fields
      .map(
        ({ name, type, isRequired, text }) =>
          `- \`${name}\` (${type}${isRequired ? ', required' : ''})${text && `: ${text}`}`,
      )
      .join('\n'),
  )

const errorList = ({ errors }: Operation, causes: ErrorCauses) =>
  errors.map(({ status, code }) => `- ${status} \`${code}\`: ${causes.get(code) ?? ''}`).join('\n')
