/** One file of `taxonomy/types/`: an RSIT class and its types. */
import { define, type Mentions } from "./mentions.ts";
import {
  readDisposition,
  readEscalation,
  readExpression,
  readName,
  readPlaybooks,
  readPriority,
  readServiceLevels,
} from "./parse-rules.ts";
import type { IncidentClass, IncidentType, MatchRule } from "./taxonomy.ts";
import { type Cursor, complain, placeOf, readInteger, readList, readMap, readPlain, readText } from "./yaml-reader.ts";

const TYPE_KEYS = [
  "code",
  "name",
  "definition",
  "precedence",
  "match",
  "examples",
  "playbook",
  "priority",
  "escalate",
  "initial-disposition",
  "service-levels",
] as const;
const RULE_KEYS = ["id", "categories", "techniques", "when", "confidence", "precedence"] as const;
const DEFAULT_PRECEDENCE = 100;
const DEFAULT_CONFIDENCE = 70;

/** Undefined when the class itself cannot be read; types that cannot be read are left out, with findings. */
export function parseClass(
  root: Cursor,
  mentions: Mentions,
): { class: IncidentClass; types: IncidentType[] } | undefined {
  const fields = readMap(root, ["code", "name", "definition", "types"], ["code", "name", "definition", "types"]);
  const read = fields === undefined ? undefined : readHead(fields);
  if (fields === undefined || read === undefined) return undefined;
  define(mentions.classes, mentions, "class", read.code, placeOf(fields.get("code") ?? root));
  const list = fields.get("types");
  const types = (list === undefined ? [] : readList(list)).flatMap((item) => readType(item, read.code, mentions) ?? []);
  return { class: read, types };
}

function readType(cursor: Cursor, classCode: string, mentions: Mentions): IncidentType | undefined {
  const fields = readMap(cursor, TYPE_KEYS, ["code", "name", "definition"]);
  const head = fields === undefined ? undefined : readHead(fields);
  if (fields === undefined || head === undefined) return undefined;
  const id = `${classCode}/${head.code}`;
  define(mentions.types, mentions, "type", id, placeOf(fields.get("code") ?? cursor));
  const items = (key: string) => (fields.has(key) ? readList(fields.get(key) as Cursor) : []);
  for (const item of items("examples")) mentions.examples.push({ typeId: id, fragment: readPlain(item), cursor: item });
  const playbook = fields.get("playbook");
  if (playbook === undefined) mentions.unmapped.add(id);
  const levels = fields.get("service-levels");
  return {
    id,
    class: classCode,
    ...head,
    match: readMatch(fields, id, mentions),
    playbook: playbook === undefined ? [] : readPlaybooks(playbook, mentions),
    priority: items("priority").flatMap((item) => readPriority(item, mentions) ?? []),
    escalate: items("escalate").flatMap((item) => readEscalation(item, mentions) ?? []),
    disposition: items("initial-disposition").flatMap((item) => readDisposition(item, mentions) ?? []),
    serviceLevels: levels === undefined ? {} : readServiceLevels(levels),
  };
}

function readHead(fields: Map<string, Cursor>): IncidentClass | undefined {
  const code = fields.get("code");
  const name = fields.get("name");
  const definition = fields.get("definition");
  if (code === undefined || name === undefined || definition === undefined) return undefined;
  const read = { code: readName(code), name: readText(name, 200), definition: readText(definition, 2000) };
  return read.code === undefined || read.name === undefined || read.definition === undefined
    ? undefined
    : (read as IncidentClass);
}

function readMatch(fields: Map<string, Cursor>, typeId: string, mentions: Mentions): MatchRule[] {
  const match = fields.get("match");
  if (match === undefined) return [];
  if (scalarText(match) === "manual") {
    mentions.manual.add(typeId);
    return [];
  }
  const precedence = readPrecedence(fields.get("precedence"), DEFAULT_PRECEDENCE);
  return readList(match).flatMap((item, index) => {
    const rule = readRule(item, `${typeId}#${index + 1}`, precedence, mentions);
    if (rule !== undefined) define(mentions.rules, mentions, "rule", rule.id, placeOf(item));
    return rule ?? [];
  });
}

function readRule(cursor: Cursor, defaultId: string, precedence: number, mentions: Mentions): MatchRule | undefined {
  const empty = { id: defaultId, categories: [], techniques: [], confidence: DEFAULT_CONFIDENCE, precedence };
  if (scalarText(cursor) !== undefined) return { ...empty, when: readExpression(cursor, mentions) ?? null };
  const fields = readMap(cursor, RULE_KEYS);
  if (fields === undefined) return undefined;
  const [id, when, confidence] = [fields.get("id"), fields.get("when"), fields.get("confidence")];
  const texts = (key: string) => (fields.has(key) ? readList(fields.get(key) as Cursor) : []);
  const techniques = texts("techniques").flatMap((item) => {
    const text = readText(item, 20);
    if (text !== undefined) mentions.techniques.push({ text, place: placeOf(item) });
    return text ?? [];
  });
  const rule: MatchRule = {
    id: (id === undefined ? undefined : readName(id)) ?? defaultId,
    categories: texts("categories").flatMap((item) => readText(item, 300) ?? []),
    techniques,
    when: when === undefined ? null : (readExpression(when, mentions) ?? null),
    confidence: (confidence === undefined ? undefined : readInteger(confidence, 0, 100)) ?? DEFAULT_CONFIDENCE,
    precedence: readPrecedence(fields.get("precedence"), precedence),
  };
  if (fields.has("categories") || fields.has("techniques") || fields.has("when")) return rule;
  complain(
    cursor,
    "taxonomy.missing-key",
    "The rule would match everything.",
    "Say `categories`, `techniques` or `when`.",
  );
  return undefined;
}

function readPrecedence(cursor: Cursor | undefined, inherited: number): number {
  return (cursor === undefined ? undefined : readInteger(cursor, 1, 1000)) ?? inherited;
}

function scalarText(cursor: Cursor): string | undefined {
  const value = (cursor.node as { value?: unknown } | null)?.value;
  return typeof value === "string" ? value : undefined;
}
