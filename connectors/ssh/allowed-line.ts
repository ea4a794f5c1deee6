/**
 * Which lines a connection may run. A listed line is taken word for word but for its placeholders, and what stands in the place of one is made
 * of characters that no shell reads as anything but themselves: values of alerts, which the attacker writes, can fill a placeholder and do nothing else.
 */

/** `{user}` or `{file:path}`. */
const PLACEHOLDER = /\{([a-z][a-zA-Z0-9]{0,30})(:path)?\}/g;

/**
 * One word: no slash, so that it names a thing and no place; no option and no `.` to begin with; and none of the characters at which the command
 * lines of Windows part a word or make a list of it.
 */
const IN_WORD = "[A-Za-z0-9._:@+-]";
const WORD = `([A-Za-z0-9_:]${IN_WORD}{0,254})`;
/** Such words with slashes between them and perhaps before; where it leads is looked at apart. */
const IN_PATH = "[A-Za-z0-9._:@+/-]";
const PATH = `([A-Za-z0-9_/]${IN_PATH}{0,999})`;

/** What is wrong with a listed line, in words; null when nothing is. */
export function faultOf(listed: string): string | null {
  if (listed.trim() !== listed || listed === "") return "expected a command without blanks around it";
  if (/[^ -~]/.test(listed)) return "expected one line of printable ASCII characters";
  const rest = listed.replaceAll(PLACEHOLDER, "");
  if (/[{}]/.test(rest)) return "expected placeholders as {name} or {name:path}; other braces are not taken";
  if (/^\{/.test(listed)) return "expected the program to be named, not to be a placeholder";
  for (const { 0: whole, 2: path, index } of listed.matchAll(PLACEHOLDER)) {
    const next = listed[index + whole.length] ?? " ";
    // So that it is never in doubt where a value ends, and a comparison takes no longer than the line is long.
    if (next === "{" || new RegExp(path === undefined ? IN_WORD : IN_PATH).test(next))
      return `expected a blank, or another character that ${whole} cannot hold, after it`;
  }
  if (/["'`\\$]\{/.test(listed))
    return "expected no quote, backslash or $ before a placeholder: what fills it needs none";
  return null;
}

/** Whether the line is one of those listed. */
export function isAllowed(listed: readonly string[], line: string): boolean {
  return listed.some((one) => patternOf(one).exec(line)?.slice(1).every(leadsDown) ?? false);
}

/** Whether each part of a value is a name: `a/../b`, `./a`, `a//b` and `a/` lead elsewhere than they seem to. */
function leadsDown(value: string): boolean {
  return value
    .replace(/^[/]/, "")
    .split("/")
    .every((part) => !["", ".", ".."].includes(part));
}

function patternOf(listed: string): RegExp {
  let pattern = "";
  let from = 0;
  for (const found of listed.matchAll(PLACEHOLDER)) {
    pattern += literal(listed.slice(from, found.index)) + (found[2] === undefined ? WORD : PATH);
    from = found.index + found[0].length;
  }
  return new RegExp(`^${pattern}${literal(listed.slice(from))}$`);
}

const literal = (text: string) => text.replaceAll(/[^A-Za-z0-9_ ]/g, String.raw`\$&`);
