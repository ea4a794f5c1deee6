/** What a taxonomy's files mention, and where: the checker's map back into the YAML. It is not stored. */
import type { Cursor, YamlPlace } from "./yaml-reader.ts";

export interface Mentions {
  /** Every CEL text, with its cursor: an error inside it gets its own column. */
  expressions: { text: string; cursor: Cursor }[];
  techniques: { text: string; place: YamlPlace }[];
  playbooks: { name: string; place: YamlPlace }[];
  /** By class code; later ones of the same code are in `duplicates`. */
  classes: Map<string, YamlPlace>;
  /** By type id. */
  types: Map<string, YamlPlace>;
  /** By rule id. */
  rules: Map<string, YamlPlace>;
  /** Rules about alerts that belong together, by `duplicates <id>`, `correlate <id>`, `storms <id>`. */
  alike: Map<string, YamlPlace>;
  duplicates: { what: string; place: YamlPlace }[];
  /** Types whose author says that people alone choose them. */
  manual: Set<string>;
  /** Types with neither a playbook nor a reason for none. */
  unmapped: Set<string>;
  examples: TypeExample[];
  fallback: YamlPlace | null;
}

/** An incident its author expects to be of this type. */
export interface TypeExample {
  typeId: string;
  /** As written: a fragment of the incident's facts. */
  fragment: unknown;
  cursor: Cursor;
}

export function noMentions(): Mentions {
  return {
    expressions: [],
    techniques: [],
    playbooks: [],
    classes: new Map(),
    types: new Map(),
    rules: new Map(),
    alike: new Map(),
    duplicates: [],
    manual: new Set(),
    unmapped: new Set(),
    examples: [],
    fallback: null,
  };
}

/** Notes where something was defined; a second definition is a duplicate. */
export function define(
  places: Map<string, YamlPlace>,
  mentions: Mentions,
  what: string,
  name: string,
  place: YamlPlace,
): void {
  if (places.has(name)) mentions.duplicates.push({ what: `${what} "${name}"`, place });
  else places.set(name, place);
}
