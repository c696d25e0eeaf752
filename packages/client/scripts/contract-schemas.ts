import * as z from 'zod/mini'
import type { Comments } from '../../../apps/api/src/http/openapi/contract-comments.ts'
import { namedSchemas } from '../../../apps/api/src/http/openapi/schema-names.ts'
import { type CommentAt, comment, type Schema, typeText } from './type-text.ts'

const isObject = (value: z.ZodMiniType) => value._zod.def.type === 'object'

/** Objects that the contracts export become types, with the names of the OpenAPI document. */
export class TypedSchemas {
  /** A field with a default may be left out of a request, so requests have types of their own. */
  readonly #registries = {
    input: z.registry<{ id: string }>(),
    output: z.registry<{ id: string }>(),
  }
  readonly #comments: Comments
  /** Where the comments of each type stand in the contracts. */
  readonly #places = new Map<string, string>()
  /** Those that operations refer to, with their texts. */
  readonly texts = new Map<string, string>()

  constructor(comments: Comments) {
    this.#comments = comments
    for (const [name, { schema, comments: place }] of namedSchemas()) {
      // Operations name the types of what they take and answer themselves.
      const isExported = !place.includes('.')
      if (!isExported || !isObject(schema)) continue
      for (const [io, id] of [['input', `${name}Input`] as const, ['output', name] as const]) {
        this.#registries[io].add(schema, { id })
        this.#places.set(id, place)
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

  /** The comment of a field of the contracts, by its path from the exported name. */
  commentAt: CommentAt = (path) => this.#comments.get(path.join('.'))

  #note(name: string, schema: Schema) {
    const place = this.#places.get(name) ?? name
    const commentAt: CommentAt = (path) => this.commentAt([place, ...path])
    const text = `${comment(commentAt([]))}export interface ${name} ${typeText(schema, commentAt)}\n`
    this.texts.set(name, text)
  }
}
