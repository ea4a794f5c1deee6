/** `key=value key="quoted value"`, as firewalls and Unix tools write their messages. */

const PAIR = /([A-Za-z_][\w.@/-]{0,99})=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"',;]*))[\s,;]*/y;
const MAX_PAIRS = 500;

/** The pairs of a text that consists of them, or undefined when it does not: at least three, and nothing else between. Linear. */
export function readPairs(text: string): Record<string, string> | undefined {
  const pairs: Record<string, string> = Object.create(null);
  let count = 0;
  PAIR.lastIndex = 0;
  let at = 0;
  for (let found = PAIR.exec(text); found !== null && count < MAX_PAIRS; found = PAIR.exec(text)) {
    pairs[found[1]!] = found[2]?.replace(/\\(["\\])/g, "$1") ?? found[3] ?? found[4] ?? "";
    at = PAIR.lastIndex;
    count += 1;
  }
  return count < 3 || (at < text.length && count < MAX_PAIRS) ? undefined : { ...pairs };
}
