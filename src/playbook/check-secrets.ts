/** Secrets written into a playbook: it is stored, shown and shared, and what it sends ends up in tickets and messages. */
import type { FindingPlace, Findings } from "./finding.ts";
import { type PlaybookTree, stepsIn, type Text, type Written } from "./tree.ts";

/** Shapes that mean a secret wherever they stand. Each pattern is linear: no repetition within a repetition. */
const SHAPES: readonly [what: string, pattern: RegExp][] = [
  ["a private key", /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/],
  ["a password in an address", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:[^\s/:@{]{1,100}@/i],
  ["a bearer token", /\b(?:bearer|basic)\s+[A-Za-z0-9_\-.=+/]{16,}/i],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/],
  ["an access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a token of Cordon", /\bcrd_[A-Za-z0-9_-]{20,}/],
  ["a password or a key", /\b(?:password|passwd|pwd|secret|token|api[-_]?key)=[^\s"'{}=&][^\s"'{}&]{7,}/i],
  ["a token", /\b(?:gh[pousr]|glpat|xox[abpr]|sk|rk|pk)[-_][A-Za-z0-9_-]{20,}/],
];

/** Names of what holds a secret. */
const NAMES =
  /^(?:.*[-_])?(?:password|passwd|secret|token|api[-_]?key|authorization|private[-_]?key|client[-_]?secret)$/i;

/** A text with whatever in it looks like a secret left out: what is quoted in a playbook is shown to everybody. */
export function withoutSecrets(text: string): string {
  return SHAPES.reduce(
    (rest, [what, shape]) => rest.replaceAll(new RegExp(shape, `${shape.flags}g`), `(${what})`),
    text,
  );
}

export function checkSecrets(tree: PlaybookTree, findings: Findings): void {
  for (const step of stepsIn(tree.steps)) {
    if (step.kind === "action" || step.kind === "playbook") walk(step.input, null, findings);
    if (step.kind === "set") walk(step.values, null, findings);
    if (step.kind === "handoff" || step.kind === "end") judge(step.reason, null, findings);
  }
  for (const { value } of [...tree.variables, ...(tree.interface?.inputs ?? []), ...(tree.interface?.outputs ?? [])])
    if (value !== null) walk(value, null, findings);
}

/** The same of the whole text, which is stored and shown as it is: titles, questions and comments are read too. */
export function checkWrittenText(source: string, file: string, findings: Findings): void {
  for (const [index, line] of source.split("\n").entries())
    for (const [what, pattern] of SHAPES) {
      const at = line.search(pattern);
      if (at >= 0) complain(what, { file, line: index + 1, column: at + 1 }, findings);
    }
}

function walk(value: Written, name: string | null, findings: Findings): void {
  if (value.kind === "text") judge(value.text, name, findings);
  if (value.kind === "list") for (const item of value.items) walk(item, name, findings);
  if (value.kind === "map") for (const entry of value.entries) walk(entry.value, entry.key, findings);
}

function judge(text: Text, name: string | null, findings: Findings): void {
  const shape = SHAPES.find(([, pattern]) => pattern.test(text.value));
  const at = shape === undefined ? text.place : text.at(text.value.search(shape[1]));
  const named = name !== null && NAMES.test(name) && text.value.length >= 6 && !/^=|\{\{/.test(text.value);
  if (shape === undefined && !named) return;
  const what = shape?.[0] ?? `what "${name}" holds`;
  complain(what, at, findings);
}

/** Once a line: what is found in the text is in a value of it too. */
function complain(what: string, place: FindingPlace, findings: Findings): void {
  if (findings.all.some((one) => one.code === "playbook.written-secret" && one.place.line === place.line)) return;
  findings.error("playbook.written-secret", place, `${what} is written here for everybody to read`, {
    fix: "give it to the connection, which keeps it sealed and uses it where it is needed",
  });
}
