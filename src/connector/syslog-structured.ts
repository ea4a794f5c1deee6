/** The structured data of RFC 5424 6.3: `[id name="value" …][id …]`. Pure, linear, never throws. */

const NAME = /[^\s=\]"[]{1,128}/y;

export interface Structured {
  structured: Record<string, Record<string, string>>;
  /** Where the text goes on. */
  end: number;
}

/** Reads elements from `at` on; one that is written wrong ends them and is left to the message, so that nothing is lost. */
export function readStructured(text: string, at: number): Structured {
  if (text[at] === "-") return { structured: {}, end: at + 1 };
  const elements = new Map<string, Record<string, string>>();
  let end = at;
  while (text[end] === "[") {
    const element = readElement(text, end + 1);
    if (element === undefined) break;
    elements.set(element.id, element.parameters);
    end = element.end;
  }
  return { structured: Object.fromEntries(elements), end };
}

function readElement(text: string, at: number) {
  const id = wordAt(text, at);
  if (id === "") return undefined;
  const parameters = new Map<string, string>();
  let here = at + id.length;
  while (text[here] === " ") {
    const name = wordAt(text, here + 1);
    const start = here + 1 + name.length + 2;
    if (name === "" || text.slice(start - 2, start) !== '="') return undefined;
    const value = readQuoted(text, start);
    if (value === undefined) return undefined;
    parameters.set(name, value.text);
    here = value.end;
  }
  if (text[here] !== "]") return undefined;
  return { id, parameters: Object.fromEntries(parameters), end: here + 1 };
}

function wordAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0] ?? "";
}

/** From behind the opening quote to behind the closing one; a backslash hides a quote, a bracket or a backslash. */
function readQuoted(text: string, start: number): { text: string; end: number } | undefined {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return { text: text.slice(start, at).replace(/\\(["\\\]])/g, "$1"), end: at + 1 };
  }
  return undefined;
}
