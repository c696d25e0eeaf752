import { hasOathtool, installOathtool, requireOathtool } from './oathtool.ts'

/** Run before the journeys: finds the program or installs it, else exits with 1. */
if (!hasOathtool()) installOathtool()
try {
  console.log(requireOathtool())
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
