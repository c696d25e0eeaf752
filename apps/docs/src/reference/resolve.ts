import type { ApiDescription, Example, Media, Parameter, Schema } from './api-document.ts'

/** Follows the references of a description. @throws Error for one that leads nowhere */
export function createResolver({ components = {} }: ApiDescription) {
  const find = <T>(kind: string, all: Readonly<Record<string, T>> | undefined, ref: string): T => {
    const found = all?.[ref.replace(`#/components/${kind}/`, '')]
    if (!found) throw new Error(`The description of the API has no ${ref}`)
    return found
  }
  const schema = (given: Schema): Schema => {
    if (!given.$ref) return given
    const { $ref, ...own } = given
    return { ...schema(find('schemas', components.schemas, $ref)), ...own }
  }
  const example = (given: Example): unknown =>
    given.$ref ? example(find('examples', components.examples, given.$ref)) : given.value
  const parameter = (given: Parameter): Parameter =>
    given.$ref ? parameter(find('parameters', components.parameters, given.$ref)) : given
  return {
    schema,
    parameter,
    /** The example of a body; undefined without one. */
    exampleOf: (media: Media): unknown => {
      const [first] = Object.values(media.examples ?? {})
      return media.example ?? (first && example(first))
    },
    exampleNamed: (media: Media, name: string): unknown => {
      const given = media.examples?.[name]
      return given && example(given)
    },
  }
}

export type Resolver = ReturnType<typeof createResolver>
