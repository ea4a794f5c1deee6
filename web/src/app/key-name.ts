const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES: Readonly<Record<string, string>> = { mod: APPLE ? "⌘" : "Ctrl", enter: "↵", escape: "Esc", shift: "⇧" };

/** `mod+k` as this keyboard has it: ⌘K or Ctrl K. */
export function keyName(key: string): string {
  const parts = key.split("+").map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(APPLE ? "" : " ");
}
