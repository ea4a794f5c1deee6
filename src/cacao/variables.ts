/** Variables: `__name__` of CACAO is `vars.name` here. */
import { isId } from "../playbook/read-id.ts";
import type { WrittenDeclaration } from "../playbook/written-form.ts";
import type { CacaoDocument, CacaoVariable } from "./document.ts";
import { pointerTo } from "./json-places.ts";
import type { Remarks } from "./read-document.ts";

/** A variable as the written playbook declares it. */
export interface Variable {
  name: string;
  type: "text" | "integer" | "boolean";
  declaration: WrittenDeclaration;
}

/** By CACAO's name, of the whole playbook: a step's own are declared with the others, so their names must differ. */
export type Variables = ReadonlyMap<string, Variable>;

/** CACAO's types that are more than text here (section 10.18.1); of the others the text is kept as it is. */
const TYPES: Readonly<Record<string, Variable["type"]>> = { bool: "boolean", integer: "integer", long: "integer" };

export function readVariables(document: CacaoDocument, remarks: Remarks): Variables {
  const variables = new Map<string, Variable>();
  const taken = new Set<string>();
  const add = (all: Readonly<Record<string, CacaoVariable>> | undefined, pointer: string) => {
    for (const [name, one] of Object.entries(all ?? {})) {
      const at = pointerTo(pointer, name);
      const type = TYPES[one.type] ?? "text";
      const known = variables.get(name);
      const value = defaultOf(one, type);
      if (value === null)
        remarks.error("cacao.wrong-value", at, `"${one.value?.slice(0, 60)}" is no value of the type ${one.type}`);
      if (known !== undefined && JSON.stringify(known.declaration) !== JSON.stringify({ type, default: value }))
        remarks.error(
          "cacao.duplicate",
          at,
          `${name} is declared elsewhere with another type or value`,
          "rename one of them",
        );
      if (value === null || known !== undefined) continue;
      const own = ownName(name, taken);
      taken.add(own);
      variables.set(name, { name: own, type, declaration: { type, default: value } });
    }
  };
  add(document.playbook_variables, "/playbook_variables");
  for (const [id, step] of Object.entries(document.workflow))
    add(step.step_variables, pointerTo(pointerTo("/workflow", id), "step_variables"));
  return variables;
}

/** The value in our type; null when the text is none of it. */
export function valueIn(text: string, type: Variable["type"]): string | number | boolean | null {
  if (type === "text") return text;
  if (type === "boolean") return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : null;
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : null;
}

function defaultOf({ value }: CacaoVariable, type: Variable["type"]): string | number | boolean | null {
  if (value === undefined || value === null || value === "") return { text: "", integer: 0, boolean: false }[type];
  return valueIn(value, type);
}

/** `__Data-exfil_site__` becomes `data_exfil_site`; what another has already gets a number. */
function ownName(name: string, taken: ReadonlySet<string>): string {
  const bare = name.replace(/^__/, "").replace(/__$/, "").replaceAll(/\W|-/g, "_").slice(0, 50);
  const lower = bare.charAt(0).toLowerCase() + bare.slice(1);
  const base = isId(lower) ? lower : `v_${lower}`;
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? base : `${base}_${count}`;
    if (!taken.has(own)) return own;
  }
}
