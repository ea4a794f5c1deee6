/** Pictures, wherever they stand. */
export const pictures = {
  takeAway: (title: string) => `Download “${title}”`,
  svg: "Picture (SVG)",
  png: "Picture (PNG)",
  csv: "Figures (CSV)",
  failed: "The file could not be made",
  asTable: (title: string) => `Show “${title}” as a table`,
  asPicture: (title: string) => `Show “${title}” as a picture`,
  figuresOf: (title: string) => `Figures of “${title}”`,
} as const;
