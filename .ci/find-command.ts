import type { createProgram } from '../apps/api/src/commands/program.ts'

type Command = ReturnType<typeof createProgram>

/**
 * Checks whether a program accepts these words, without running anything.
 * @returns `found`, or what is wrong
 */
export function findCommand(program: Command, words: readonly string[]): string {
  let command = program
  const rest = [...words]
  while (command.commands.length > 0 && rest[0] !== undefined && !rest[0].startsWith('-')) {
    const name = rest.shift()
    const next = command.commands.find((each) => each.name() === name)
    if (!next) return `no command ${name}`
    command = next
  }
  const isOption = (word: string) => word.startsWith('--')
  const unknown = rest
    .filter(isOption)
    .find((word) => word !== '--help' && !optionOf(command, word))
  if (unknown) return `no option ${unknown}`
  const values = rest.filter(isOption).filter((word) => optionOf(command, word)?.required)
  const given = rest.filter((word) => !isOption(word)).length - values.length
  if (rest.includes('--help')) return 'found'
  const needed = command.registeredArguments.filter(({ required }) => required).length
  if (given < needed) return 'too few arguments'
  return given > command.registeredArguments.length ? 'too many arguments' : 'found'
}

const optionOf = (command: Command, word: string) =>
  command.options.find(({ long }) => long === word)
