/** A bar keeps its color on paper, and where colors are forced it has that of text. */
export const barClass =
  'bg-accent/65 group-hover:bg-accent forced-color-adjust-none [print-color-adjust:exact] forced-colors:bg-[CanvasText]'
