/** Readers of the rules by which alerts belong together: duplicates, correlation, storms. */
import { durationText } from "./duration.ts";
import { define, type Mentions } from "./mentions.ts";
import { readName, readSeconds, readWhen } from "./parse-rules.ts";
import { type CorrelationRule, type DuplicateRule, type StormRule, TRAITS, type Trait } from "./taxonomy.ts";
import { type Cursor, complain, placeOf, readInteger, readList, readMap, readOneOf, readText } from "./yaml-reader.ts";

/** The longest that an alert is remembered for others to be compared with it. */
const LONGEST_SECONDS = 30 * 86_400;
/** Each trait of a list multiplies what an alert is looked up by. */
const MOST_TRAITS = 4;
const MOST_INCIDENTS = 1_000_000;

/** `{ id, source?, connection?, rule?, same, within }` */
export function readDuplicate(cursor: Cursor, mentions: Mentions): DuplicateRule | undefined {
  const keys = ["id", "source", "connection", "rule", "same", "within"] as const;
  const fields = readMap(cursor, keys, ["id", "same", "within"]);
  if (fields === undefined) return undefined;
  const common = readCommon(fields, "duplicates", "same", mentions);
  if (common === undefined) return undefined;
  const pattern = (key: string) => {
    const field = fields.get(key);
    return field === undefined ? null : (readText(field, 300) ?? null);
  };
  const { id, traits: same, withinSeconds } = common;
  return {
    id,
    source: pattern("source"),
    connection: pattern("connection"),
    rule: pattern("rule"),
    same,
    withinSeconds,
  };
}

/** `{ id, when?, by, within }` */
export function readCorrelation(cursor: Cursor, mentions: Mentions): CorrelationRule | undefined {
  const fields = readMap(cursor, ["id", "when", "by", "within"], ["id", "by", "within"]);
  if (fields === undefined) return undefined;
  const when = readWhen(fields, mentions);
  const common = readCommon(fields, "correlate", "by", mentions);
  return common && { id: common.id, when, by: common.traits, withinSeconds: common.withinSeconds };
}

/** `{ id, when?, by, more-than, within }` */
export function readStorm(cursor: Cursor, mentions: Mentions): StormRule | undefined {
  const fields = readMap(cursor, ["id", "when", "by", "more-than", "within"], ["id", "by", "more-than", "within"]);
  if (fields === undefined) return undefined;
  const when = readWhen(fields, mentions);
  const count = fields.get("more-than");
  const moreThan = count === undefined ? undefined : readInteger(count, 1, MOST_INCIDENTS);
  const common = readCommon(fields, "storms", "by", mentions);
  if (common === undefined || moreThan === undefined) return undefined;
  return { id: common.id, when, by: common.traits, moreThan, withinSeconds: common.withinSeconds };
}

function readCommon(
  fields: Map<string, Cursor>,
  kind: string,
  traitsKey: string,
  mentions: Mentions,
): { id: string; traits: Trait[]; withinSeconds: number } | undefined {
  const [name, list, within] = [fields.get("id"), fields.get(traitsKey), fields.get("within")];
  const id = name === undefined ? undefined : readName(name);
  if (name !== undefined && id !== undefined)
    define(mentions.alike, mentions, `rule of \`${kind}\``, `${kind} ${id}`, placeOf(name));
  const traits = list === undefined ? undefined : readTraits(list);
  const withinSeconds = within === undefined ? undefined : readWithin(within);
  if (id === undefined || traits === undefined || withinSeconds === undefined) return undefined;
  return { id, traits, withinSeconds };
}

function readTraits(cursor: Cursor): Trait[] | undefined {
  const items = readList(cursor);
  const traits = items.flatMap((item) => readOneOf<Trait>(item, TRAITS) ?? []);
  if (traits.length < items.length) return undefined;
  const different = new Set(traits).size;
  if (different === traits.length && different > 0 && different <= MOST_TRAITS) return traits;
  const message = `\`${cursor.path}\` names ${traits.length} traits${different < traits.length ? ", one of them twice" : ""}.`;
  complain(
    cursor,
    "taxonomy.bad-traits",
    message,
    `Name one to ${MOST_TRAITS} different ones of ${TRAITS.join(", ")}.`,
  );
  return undefined;
}

function readWithin(cursor: Cursor): number | undefined {
  const seconds = readSeconds(cursor);
  if (seconds === undefined || seconds <= LONGEST_SECONDS) return seconds;
  const longest = durationText(LONGEST_SECONDS);
  complain(
    cursor,
    "taxonomy.bad-duration",
    `Alerts are not remembered for ${durationText(seconds)}.`,
    `Write at most ${longest}.`,
  );
  return undefined;
}
