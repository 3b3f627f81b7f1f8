/** A bar keeps its color on paper, and where colors are forced it has that of text. */
const lasting = 'forced-color-adjust-none [print-color-adjust:exact] forced-colors:bg-[CanvasText]'

export const barClass = `bg-accent/65 group-hover:bg-accent ${lasting}`

/** For devices about which nothing is known. */
export const quietBarClass = `bg-idle/45 ${lasting}`
