import { shell } from "../words/shell.ts";

const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES: Readonly<Record<string, string>> = {
  ctrl: "Ctrl",
  ...{ mod: APPLE ? "⌘" : "Ctrl", alt: APPLE ? "⌥" : "Alt", shift: "⇧" },
  ...{ enter: "↵", escape: "Esc", arrowdown: "↓", arrowup: "↑", " ": shell.keyWords[" "] },
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
  const words: Readonly<Record<string, string>> = { ...shell.keyWords, mod: APPLE ? "Command" : "Control" };
  return key
    .split("+")
    .map((part) => words[part] ?? part.toUpperCase())
    .join(" ");
}
