/** From a playbook's YAML to its tree. Strict: what is not known is not ignored. Never throws for a text. */
import type { Findings } from "./finding.ts";
import { readInputs, readOutputs, readVariables } from "./parse-declared.ts";
import { readBranch, type StepReading } from "./parse-step.ts";
import {
  type Cursor,
  complain,
  readExpression,
  readFields,
  readItems,
  readOneOf,
  readText,
  readYaml,
} from "./read-yaml.ts";
import type { Located, PlaybookTree } from "./tree.ts";

export const MATURITIES = ["sandbox", "incubating", "stable", "deprecated"] as const;

/** The keys that a playbook must have. */
export const REQUIRED_PLAYBOOK_KEYS = [
  "playbook",
  "title",
  "description",
  "maturity",
  "trigger",
  "default-queue",
  "steps",
] as const;

/** All keys of a playbook. */
export const PLAYBOOK_KEYS = [
  ...REQUIRED_PLAYBOOK_KEYS,
  "techniques",
  "countermeasures",
  "variables",
  "inputs",
  "outputs",
] as const;

export interface ParsedPlaybook {
  tree: PlaybookTree;
  /** False when steps were left out because nobody could say what they are. */
  whole: boolean;
}

/** Reads one playbook; findings name the file as it is given. Null when there is no playbook to speak of. */
export function parsePlaybook(source: string, file: string, findings: Findings): ParsedPlaybook | null {
  const root = readYaml(source, file, findings);
  const playbook: Cursor | null = root === null ? null : { ...root, name: "the playbook" };
  const fields = playbook === null ? null : readFields(playbook, PLAYBOOK_KEYS, REQUIRED_PLAYBOOK_KEYS);
  if (playbook === null || fields === null) return null;
  const text = (key: string) => (fields.has(key) ? readText(fields.get(key) as Cursor) : null);
  const name = text("playbook");
  if (name !== null && !/^[a-z][a-z0-9-]{0,59}$/.test(name.value)) {
    complain(fields.get("playbook") as Cursor, "playbook.bad-name", `"${name.value}" cannot be a playbook's name`, {
      expected: "lower-case words with hyphens",
      ...(nameLike(name.value) === null ? {} : { fix: `name it and its folder "${nameLike(name.value)}"` }),
    });
  }
  text("description");
  const trigger = fields.get("trigger");
  const maturity = fields.get("maturity");
  const reading: StepReading = { dropped: false };
  const steps = readBranch(fields.get("steps"), reading, 0);
  if (steps !== null && steps.steps.length === 0 && !reading.dropped)
    complain(fields.get("steps") as Cursor, "playbook.no-steps", "the playbook has no steps", {
      fix: "write what happens: at the least an end or a handoff",
    });
  const nothing = { value: "true", place: playbook.place, at: () => playbook.place };
  return {
    whole: !reading.dropped && steps !== null && steps.steps.length > 0,
    tree: {
      name: { value: name?.value ?? "", place: name?.place ?? playbook.place },
      title: text("title")?.value ?? "",
      maturity: (maturity === undefined ? null : readOneOf(maturity, MATURITIES)) ?? "sandbox",
      trigger: (trigger === undefined ? null : readExpression(trigger)) ?? nothing,
      defaultQueue: text("default-queue")?.value ?? "",
      techniques: readNames(fields.get("techniques")),
      countermeasures: readNames(fields.get("countermeasures")),
      variables: readVariables(fields.get("variables")),
      interface:
        fields.has("inputs") || fields.has("outputs")
          ? { inputs: readInputs(fields.get("inputs")), outputs: readOutputs(fields.get("outputs")) }
          : null,
      steps: steps ?? { steps: [], place: playbook.place },
    },
  };
}

/** The nearest name that a playbook can have; null where nothing of the text can be one. */
export function nameLike(text: string): string | null {
  const words = text
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  const name = words
    .replaceAll(/^[-0-9]+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return name === "" ? null : name;
}

/** A list of texts and where each stands; an empty one when it is not written. */
function readNames(cursor: Cursor | undefined): Located<string>[] {
  const items = cursor === undefined ? null : readItems(cursor);
  return (items ?? []).flatMap((item) => readText(item) ?? []);
}
