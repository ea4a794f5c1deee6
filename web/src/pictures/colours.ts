/** The theme's colours as values: what is drawn, and above all what is taken away as a file, knows no names of style sheets. */
const NAMES = {
  ...{
    text: "--text",
    muted: "--muted",
    line: "--line",
    lineStrong: "--line-strong",
    panel: "--panel",
    sunken: "--sunken",
  },
  ...{ accent: "--accent", danger: "--danger", warn: "--warn", good: "--good", info: "--info", violet: "--violet" },
  ...{ quiet: "--quiet-ground", accentGround: "--chosen", critical: "--critical" },
} as const;

export type Colours = Readonly<Record<keyof typeof NAMES, string>>;

/** Those of the theme that is shown now. */
export function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]),
  ) as Colours;
}
