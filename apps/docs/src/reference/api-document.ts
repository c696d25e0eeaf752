import { apiDocument } from '../../../api/src/http/openapi/document.ts'

/** The parts of JSON Schema that the API's description uses. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly example?: unknown
  readonly examples?: readonly unknown[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

export type Example = { readonly $ref?: string; readonly value?: unknown }

export type Media = {
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, Example>>
}

export type Parameter = {
  readonly $ref?: string
  readonly in: string
  readonly name: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
  readonly example?: unknown
}

type Answer = {
  readonly description?: string
  readonly content?: Readonly<Record<string, Media>>
}

export type DocumentedCall = {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<Record<string, Media>>
  }
  readonly responses: Readonly<Record<string, Answer>>
}

export type ApiDescription = {
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedCall>>>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly examples?: Readonly<Record<string, Example>>
    readonly parameters?: Readonly<Record<string, Parameter>>
  }
}

/** The address of the installation in examples. */
const exampleUrl = 'https://accounts.northwind.example'

/** What `/openapi.json` answers, made from the same contracts. */
export const readApi = (): ApiDescription => apiDocument(exampleUrl) as unknown as ApiDescription
