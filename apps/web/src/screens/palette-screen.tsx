import { useCaller } from '../console-kit/use-caller.ts'
import { sections } from '../features/console/sections.ts'
import { Palette } from '../features/palette/palette.tsx'
import { aboutUser, userVerbs } from '../features/users/palette-verbs.ts'

const places = sections.flat().map((section) => ({ ...section, id: section.to }))

/** The palette, with the sections of the console and what can be done with users. */
export default function PaletteScreen({ onClose }: { onClose: () => void }) {
  return (
    <Palette
      sections={places}
      userVerbs={userVerbs(useCaller())}
      aboutUser={aboutUser}
      onClose={onClose}
    />
  )
}
