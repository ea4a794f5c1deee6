/** The sentences of a playbook as parts that can be set: what is code, what is strong, and how deep it stands. */
export interface ExplainedLine {
  key: number;
  kind: "title" | "step" | "way" | "text";
  depth: number;
  /** `1.` of a step. */
  mark: string;
  parts: { kind: "plain" | "code" | "strong"; text: string }[];
}

const LINE = /^( *)(#|\d+\.|-)? ?(.*)$/;
const PART = /`[^`]*`|\*\*[^*]+\*\*/g;

/** Empty lines are left out: the setting makes the room. */
export function explainedLines(text: string): ExplainedLine[] {
  return text
    .split("\n")
    .map((line, key) => lineOf(line, key))
    .filter(({ parts }) => parts.length > 0);
}

function lineOf(line: string, key: number): ExplainedLine {
  const [, space = "", mark = "", rest = ""] = LINE.exec(line) ?? [];
  const kind = mark === "#" ? "title" : mark === "-" ? "way" : mark === "" ? "text" : "step";
  return { key, kind, depth: Math.floor(space.length / 3), mark: kind === "step" ? mark : "", parts: partsOf(rest) };
}

function partsOf(text: string): ExplainedLine["parts"] {
  const parts: ExplainedLine["parts"] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(PART)) {
    if (index > from) parts.push({ kind: "plain", text: text.slice(from, index) });
    const code = found.startsWith("`");
    parts.push({ kind: code ? "code" : "strong", text: found.slice(code ? 1 : 2, code ? -1 : -2) });
    from = index + found.length;
  }
  if (from < text.length) parts.push({ kind: "plain", text: text.slice(from) });
  return parts;
}
