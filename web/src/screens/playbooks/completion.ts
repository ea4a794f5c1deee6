/** What fits where the cursor stands in a playbook: keys, capabilities, inputs, playbooks, and what expressions may name. */
import type { PlaybookLanguage, PlaybookOutline } from "../../../../src/api/contract/playbook-editor.ts";
import type { Fitting } from "../../ui/yaml-editor.tsx";

type Names = Pick<PlaybookOutline, "steps" | "variables" | "inputs">;
type Options = Fitting["options"];

const VALUE_OF = /^\s*(?:- )*(action|playbook|maturity):\s+([\w.-]*)$/;
const KEY = /^(\s*(?:- )*)([\w-]*)$/;
const PATH = /[A-Za-z_][\w.]*$|$/;
/** Keys whose value is an expression as it stands; elsewhere `=` or `{{` begins one. */
const EXPRESSION = /^\s*(?:- )*(?:if|while|trigger|for-each|switch|until|when):\s|(?::\s+['"]?=|\{\{)(?!.*\}\}.*$)/;
const MATURITIES = ["sandbox", "incubating", "stable", "deprecated"];

/** `before`: the lines up to the cursor, the last one cut there. Null where nothing is known to fit. */
export function fittingAt(before: readonly string[], language: PlaybookLanguage, names: Names): Fitting | null {
  const line = before.at(-1) ?? "";
  const value = VALUE_OF.exec(line);
  if (value !== null) {
    const options = valuesOf(value[1] ?? "", language, /^\s*/.exec(line)![0].length > 0 || line.startsWith("- "));
    if (options.length > 0) return { from: line.length - value[2]!.length, options };
  }
  if (EXPRESSION.test(line)) return inExpression(line, language, names);
  const key = KEY.exec(line);
  if (key === null) return null;
  return { from: key[1]!.length, options: keysAt(before, key[1]!.length, language) };
}

function valuesOf(key: string, { capabilities, playbooks }: PlaybookLanguage, step: boolean): Options {
  if (key === "maturity") return MATURITIES.map((label) => ({ label, type: "enum" }));
  if (key === "playbook")
    return step
      ? playbooks.filter(({ called }) => called).map(({ name, title }) => ({ label: name, detail: title }))
      : [];
  return capabilities.map(({ id, title, effect, connections }) => ({
    ...{ label: id, detail: effect, type: "function" },
    info: `${title}. ${connections.length === 0 ? "No connection can do it." : `By ${connections.join(", ")}.`}`,
  }));
}

function inExpression(line: string, language: PlaybookLanguage, names: Names): Fitting {
  const path = PATH.exec(line)![0];
  const parts = path.split(".");
  const last = parts.pop() ?? "";
  return { from: line.length - last.length, options: namesUnder(parts, language, names) };
}

function namesUnder(path: readonly string[], language: PlaybookLanguage, names: Names): Options {
  const [root, ...rest] = path;
  const typed = (all: Names["inputs"]) =>
    all.map(({ name, type }) => ({ label: name, detail: type, type: "variable" }));
  if (root === undefined)
    return [
      ...["incident", "steps", "vars", "inputs", "current"].map((label) => ({ label, type: "namespace" })),
      ...language.functions.map(({ name, signature, says }) => ({
        ...{ label: name, detail: signature, info: says, type: "function" },
      })),
    ];
  if (root === "vars") return typed(names.variables);
  if (root === "inputs") return typed(names.inputs);
  if (root === "incident" || root === "current") return fieldsUnder(language[root], rest);
  if (root !== "steps") return [];
  const step = names.steps.find(({ id }) => id === rest[0]);
  if (rest.length === 0)
    return names.steps.map(({ id, kind, capability }) => ({ label: id, detail: capability ?? kind, type: "variable" }));
  const output = language.capabilities.find(({ id }) => id === step?.capability)?.output.properties;
  return Object.keys((output as object | undefined) ?? {}).map((label) => ({ label, type: "property" }));
}

/** Into fields of fields; what is a list has none of its own. */
function fieldsUnder(fields: Record<string, unknown>, path: readonly string[]): Options {
  const [first, ...rest] = path;
  if (first === undefined)
    return Object.entries(fields).map(([label, type]) => ({ label, detail: typeText(type), type: "property" }));
  const under = fields[first];
  const inner = typeof under === "object" && under !== null && "fields" in under ? under.fields : {};
  return fieldsUnder(inner as Record<string, unknown>, rest);
}

function typeText(type: unknown): string {
  if (typeof type === "string") return type;
  return typeof type === "object" && type !== null ? (Object.keys(type)[0] ?? "") : "";
}

function keysAt(before: readonly string[], indent: number, language: PlaybookLanguage): Options {
  const above = before.slice(0, -1).toReversed();
  const parent = above.find((line) => line.trim() !== "" && indentOf(line) < indent);
  if (parent !== undefined && /^\s*(?:- )*with:\s*$/.test(parent)) {
    const action = above
      .map((line) => /^\s*(?:- )*action:\s+([\w.-]+)/.exec(line)?.[1])
      .find((one) => one !== undefined);
    const input = language.capabilities.find(({ id }) => id === action)?.input.properties;
    return Object.keys((input as object | undefined) ?? {}).map((name) => keyed(name, "input"));
  }
  const names = indent === 0 ? propertiesOf(language.schema, false) : propertiesOf(language.schema.$defs, true);
  return names.map((name) => keyed(name, indent === 0 ? "of the playbook" : "of a step"));
}

function keyed(label: string, detail: string): Options[number] {
  return { label, detail, type: "property" };
}

/** Where a key begins, behind the dashes of lists. */
function indentOf(line: string): number {
  return /^\s*(?:- )*/.exec(line)![0].length;
}

/** The names of properties in a JSON Schema, each once; with those of what is within when `deep`, but for inputs of capabilities, which hang on the action. */
function propertiesOf(schema: unknown, deep: boolean): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = Object.keys((schema as { properties?: object }).properties ?? {});
  const within = Object.entries(schema).filter(([keyword]) => keyword !== "allOf");
  const inner = deep ? within.flatMap(([, one]) => propertiesOf(one, true)) : [];
  return [...new Set([...own, ...inner])];
}
