/** A bar keeps its color on paper, and where colors are forced it has that of text. */
const lasting = 'forced-color-adjust-none [print-color-adjust:exact] forced-colors:bg-[CanvasText]'

export const barClass = `bg-accent/65 group-hover:bg-accent ${lasting}`

/** For what stands out, such as outdated versions. */
export const flaggedBarClass = `bg-warn-fill/75 group-hover:bg-warn-fill ${lasting}`
