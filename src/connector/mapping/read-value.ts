/** A value as a mapping writes it: a path, the first of several, a constant, a template, a choice; then what is done with it. */
import { asText, isRaw } from "../raw-fields.ts";
import { complain, nameOf, type Part } from "./fault.ts";
import { cases as casesTransform } from "./number-transforms.ts";
import { readPath } from "./path.ts";
import { readCondition } from "./read-condition.ts";
import { readConstant, readItems, readKeys, wrongShape } from "./read-part.ts";
import { readPathOf } from "./read-path.ts";
import { readSteps } from "./read-steps.ts";
import type { Scope } from "./scope.ts";
import { readTemplate } from "./template.ts";
import type { Made, Target } from "./transform.ts";
import { eitherType, fits, type ValueType } from "./value-type.ts";

/** What was compiled of a value: nothing is an empty list. */
export interface CompiledValue {
  type: ValueType;
  /** Where it looks first, for messages. */
  text: string;
  run(scope: Scope): unknown[];
  /** What was found before anything was done with it. */
  raw(scope: Scope): unknown[];
}

const FORMS = ["path", "first", "all", "value", "template", "when"] as const;
const KEYS = [...FORMS, "then", "else", "do", "cases", "default"];
/** Values inside of values. */
const MAX_WAY = 40;
const MAX_BRANCHES = 50;
const INSTEAD = { map: 'the table is called "cases"' };

/** Compiles a value. Undefined, with complaints, when it cannot work. */
export function readValue(part: Part, target: Target = {}): CompiledValue | undefined {
  if (part.way.length > MAX_WAY)
    return complain(part, "mapping.too-large", "this is nested too deep", "write it flatter");
  if (typeof part.value === "string") return readPathValue(part);
  if (!isRaw(part.value)) return wrongShape(part, "a path, or a map such as { value: … } or { path: … }");
  const keys = readKeys(part, { allowed: KEYS, instead: INSTEAD });
  const forms = FORMS.filter((form) => keys?.has(form));
  if (keys === undefined || forms.length !== 1)
    return complain(
      part,
      "mapping.wrong-value",
      `${nameOf(part)} says ${forms.length === 0 ? "not where it is" : "twice where it is"}`,
      `write one of ${FORMS.join(", ")}`,
    );
  const base = readForm(forms[0]!, keys, target);
  return base && worked(base, keys, target);
}

function readForm(form: (typeof FORMS)[number], keys: Map<string, Part>, target: Target): CompiledValue | undefined {
  const part = keys.get(form)!;
  if (form === "path") return typeof part.value === "string" ? readPathValue(part) : wrongShape(part, "a path");
  if (form === "template") return readTemplate(part);
  if (form === "when") return readChoice(keys, target);
  if (form === "value") return readConstantValue(part);
  const branches = readItems(part, MAX_BRANCHES).map((branch) => readValue(branch, target));
  if (branches.length === 0 && Array.isArray(part.value)) return wrongShape(part, "a list with at least one value");
  const known = branches.filter((branch) => branch !== undefined);
  if (known.length < branches.length || known.length === 0) return undefined;
  return form === "first" ? firstOf(known) : allOf(known);
}

function readPathValue(part: Part): CompiledValue | undefined {
  const path = readPathOf(part);
  if (path === undefined) return undefined;
  const run = (scope: Scope) => readPath(path, scope);
  return { type: { kind: "anything", list: path.list }, text: path.text, run, raw: run };
}

function readConstantValue(part: Part): CompiledValue | undefined {
  const constant = readConstant(part);
  if (constant === undefined) return undefined;
  const text = String(constant);
  const type: ValueType =
    typeof constant === "number"
      ? { kind: "number", list: false }
      : { kind: "text", list: false, words: [{ word: text, part }] };
  const found = constant === "" ? [] : [typeof constant === "boolean" ? text : constant];
  return { type, text: "(constant)", run: () => found, raw: () => [] };
}

/** Each branch is asked once: branches inside of branches would otherwise double the work at every level. */
function firstOf(branches: readonly CompiledValue[]): CompiledValue {
  return {
    type: branches.map(({ type }) => type).reduce(eitherType),
    text: branches[0]!.text,
    run: (scope) => {
      for (const branch of branches) {
        const found = branch.run(scope);
        if (found.length > 0) return found;
      }
      return [];
    },
    raw: (scope) => branches.find((branch) => branch.run(scope).length > 0)?.raw(scope) ?? [],
  };
}

function allOf(branches: readonly CompiledValue[]): CompiledValue {
  return {
    type: { ...branches.map(({ type }) => type).reduce(eitherType), list: true },
    text: branches[0]!.text,
    run: (scope) => branches.flatMap((branch) => branch.run(scope)),
    raw: (scope) => branches.flatMap((branch) => branch.raw(scope)),
  };
}

function readChoice(keys: Map<string, Part>, target: Target): CompiledValue | undefined {
  const [when, then, otherwise] = ["when", "then", "else"].map((key) => keys.get(key));
  if (then === undefined)
    return complain(when!, "mapping.missing-key", '"when" has no "then"', "write then: … beside it", true);
  const condition = readCondition(when!);
  const yes = readValue(then, target);
  const no = otherwise === undefined ? undefined : readValue(otherwise, target);
  if (condition === undefined || yes === undefined || (otherwise !== undefined && no === undefined)) return undefined;
  return {
    type: no === undefined ? yes.type : eitherType(yes.type, no.type),
    text: yes.text,
    run: (scope) => (condition(scope) ? yes : no)?.run(scope) ?? [],
    raw: (scope) => (condition(scope) ? yes : no)?.raw(scope) ?? [],
  };
}

/** `do`, then `cases`, then `default`. */
function worked(base: CompiledValue, keys: Map<string, Part>, target: Target): CompiledValue | undefined {
  const steps = readSteps(keys.get("do"), base.type, target);
  const table = steps && readCases(keys.get("cases"), steps.gives, target);
  const otherwise = table && readDefault(keys.get("default"), table.gives);
  if (steps === undefined || table === undefined || otherwise === undefined) return undefined;
  return {
    type: otherwise.type,
    text: base.text,
    run: (scope) => {
      const found = table.run(steps.run(base.run(scope), scope), scope);
      return found.length > 0 ? found : otherwise.values;
    },
    raw: base.raw,
  };
}

function readCases(part: Part | undefined, given: ValueType, target: Target): Made | undefined {
  if (part === undefined) return { run: (values) => [...values], gives: given };
  if (!fits(part, '"cases"', given, casesTransform.takes, "a time has no words to look up")) return undefined;
  return casesTransform.make(part, given, target);
}

function readDefault(part: Part | undefined, given: ValueType): { values: unknown[]; type: ValueType } | undefined {
  if (part === undefined) return { values: [], type: given };
  const constant = readConstant(part);
  if (constant === undefined) return undefined;
  const kind = typeof constant === "number" ? "number" : "text";
  if (!fits(part, "what stands here", { kind, list: false }, [given.kind], "write a default of that kind"))
    return undefined;
  const word = { word: asText(constant), part };
  const words = given.words ?? (given.kind === "anything" ? [] : undefined);
  return {
    values: constant === "" ? [] : [typeof constant === "boolean" ? String(constant) : constant],
    type: { ...given, ...(words === undefined ? {} : { words: [...words, word] }) },
  };
}
