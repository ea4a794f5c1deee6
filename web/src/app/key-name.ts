import { shell } from "../words/shell.ts";

const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES: Readonly<Record<string, string>> = {
  ctrl: shell.keyNames.ctrl,
  ...{ mod: APPLE ? "⌘" : shell.keyNames.ctrl, alt: APPLE ? "⌥" : shell.keyNames.alt, shift: "⇧" },
  ...{ enter: "↵", escape: shell.keyNames.escape, arrowdown: "↓", arrowup: "↑", " ": shell.keyWords[" "] },
};

/** Keys that are pressed one after the other: `g q` are two, the space bar is one, also with another held down. */
export function keysOf(keys: string): string[] {
  return keys === " " || keys.endsWith("+ ") ? [keys] : keys.split(" ");
}

/** `mod+k` as this keyboard has it: ⌘K or Ctrl K. */
export function keyName(key: string): string {
  const parts = key.split("+").map((part) => NAMES[part] ?? (/^(?:.|f\d+)$/.test(part) ? part.toUpperCase() : part));
  return parts.join(APPLE ? "" : " ");
}

/** The same in words, for those who are read to. */
export function keyInWords(key: string): string {
  const { command, ctrl } = shell.keyWords;
  const words: Readonly<Record<string, string>> = { ...shell.keyWords, mod: APPLE ? command : ctrl };
  return key
    .split("+")
    .map((part) => words[part] ?? part.toUpperCase())
    .join(" ");
}
