import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as z from 'zod/mini'
import { type Comments, readComments } from './read-comments.ts'
import { type CommentAt, comment, type Schema, typeText } from './type-text.ts'

const folder = join(import.meta.dirname, '../../contracts/src')

/** What the contracts export: each name with its value, and the comments of its file. */
export type Exported = {
  readonly name: string
  readonly value: unknown
  readonly comments: Comments
}

export async function readExports(): Promise<Exported[]> {
  const files = globSync('*.ts', { cwd: folder }).filter((file) => !file.endsWith('.test.ts'))
  const read = files.toSorted().map(async (file) => {
    const path = join(folder, basename(file))
    const comments = readComments(readFileSync(path, 'utf8'))
    const values: Record<string, unknown> = await import(path)
    // Node sorts the names, but vitest, which also runs this, doesn't.
    const names = Object.keys(values).toSorted()
    return names.map((name) => ({ name, value: values[name], comments }))
  })
  return (await Promise.all(read)).flat()
}

const isObject = (value: unknown): value is z.ZodMiniType =>
  value instanceof z.ZodMiniType && value._zod.def.type === 'object'

/** Objects that the contracts export, such as `user`, become types of their own, such as `User`. */
export class NamedSchemas {
  /** A field with a default may be left out of a request, so requests have types of their own. */
  readonly #registries = {
    input: z.registry<{ id: string }>(),
    output: z.registry<{ id: string }>(),
  }
  readonly #comments = new Map<string, CommentAt>()
  /** Those that operations refer to, with their texts. */
  readonly texts = new Map<string, string>()

  constructor(exported: readonly Exported[]) {
    for (const { name, value, comments } of exported) {
      if (!isObject(value)) continue
      for (const io of ['input', 'output'] as const) {
        const id = `${typeName(name)}${io === 'input' ? 'Input' : ''}`
        if (this.#comments.has(id)) throw new Error(`Two contracts export an object named ${name}.`)
        this.#registries[io].add(value, { id })
        this.#comments.set(id, (path) => comments([name, ...path]))
      }
    }
  }

  /** Its JSON Schema, in which named objects are references. */
  toSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Schema {
    const metadata = this.#registries[io]
    const whole = z.toJSONSchema(schema, { metadata, io, unrepresentable: 'any' })
    const { $defs = {}, ...rest } = whole as Schema & { readonly $defs?: Record<string, Schema> }
    for (const [name, part] of Object.entries($defs)) this.#note(name, part)
    return rest
  }

  #note(name: string, schema: Schema) {
    const commentAt = this.#comments.get(name) ?? (() => undefined)
    const text = `${comment(commentAt([]))}export interface ${name} ${typeText(schema, commentAt)}\n`
    this.texts.set(name, text)
  }
}

export const typeName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
