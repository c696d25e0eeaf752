type Environment = Readonly<Record<string, string | undefined>>

/**
 * Values as they were meant. A file with the line ends of Windows leaves a CR at each end, and some
 * programs add a space. A blank value counts as none.
 */
export const trimValues = (env: Environment): Environment =>
  Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== ''),
  )

const quoted = /^(["']).*\1$/s

/**
 * A shell, systemd and Docker Compose remove quotes around a value. `docker run --env-file` and
 * `kubectl --from-env-file` keep them, and a token or a folder with quotes is another one.
 */
export function refuseQuotes(env: Environment, names: readonly string[]) {
  const wrong = new Set(names.filter((name) => quoted.test(env[name] ?? '')))
  return {
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name))),
    faults: [...wrong].map(
      (name) => `${name}: the value is in quotes. Remove them, because they count as part of it`,
    ),
  }
}
