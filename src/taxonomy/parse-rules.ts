/** Readers of the rules that a taxonomy has on both levels: of one type, and for all. */
import { DISPOSITIONS, type Disposition, PRIORITIES, type Priority } from "../model/scale.ts";
import { DURATION_SHAPE, parseDuration } from "./duration.ts";
import type { Mentions } from "./mentions.ts";
import type {
  DispositionRule,
  EscalationRule,
  KnownBenign,
  PlaybookRule,
  PriorityRule,
  ServiceLevel,
  ServiceLevels,
} from "./taxonomy.ts";
import { type Cursor, complain, placeOf, readList, readMap, readOneOf, readText } from "./yaml-reader.ts";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** CEL, noted for the checker. */
export function readExpression(cursor: Cursor, mentions: Mentions): string | undefined {
  const text = readText(cursor);
  if (text !== undefined) mentions.expressions.push({ text, cursor });
  return text;
}

/** A name in lower case, digits and dashes. */
export function readName(cursor: Cursor): string | undefined {
  const text = readText(cursor);
  if (text === undefined || NAME.test(text)) return text;
  complain(
    cursor,
    "taxonomy.bad-name",
    `"${text}" is not a name.`,
    "Write lower-case letters, digits and dashes, at most 63.",
  );
  return undefined;
}

/** Seconds of a duration. */
export function readSeconds(cursor: Cursor): number | undefined {
  const text = readText(cursor);
  const seconds = text === undefined ? undefined : parseDuration(text);
  if (text !== undefined && seconds === undefined) {
    complain(cursor, "taxonomy.bad-duration", `"${text}" is not a duration.`, `Write ${DURATION_SHAPE}.`);
  }
  return seconds;
}

/** `{ when?, is }` */
export function readPriority(cursor: Cursor, mentions: Mentions): PriorityRule | undefined {
  const fields = readMap(cursor, ["when", "is"], ["is"]);
  const is = fields?.get("is");
  const priority = is === undefined ? undefined : readOneOf<Priority>(is, PRIORITIES);
  return priority === undefined ? undefined : { when: readWhen(fields, mentions), priority };
}

/** `{ when?, to, reason }` */
export function readEscalation(cursor: Cursor, mentions: Mentions): EscalationRule | undefined {
  const fields = readMap(cursor, ["when", "to", "reason"], ["to", "reason"]);
  const to = textOf(fields, "to");
  const reason = textOf(fields, "reason");
  return to === undefined || reason === undefined ? undefined : { when: readWhen(fields, mentions), to, reason };
}

/** `{ when?, is, reason }`, where `is: as-reported` keeps what the source said. */
export function readDisposition(cursor: Cursor, mentions: Mentions): DispositionRule | undefined {
  const fields = readMap(cursor, ["when", "is", "reason"], ["is", "reason"]);
  const is = fields?.get("is");
  const name =
    is === undefined ? undefined : readOneOf<Disposition | "as-reported">(is, [...DISPOSITIONS, "as-reported"]);
  const reason = textOf(fields, "reason");
  if (name === undefined || reason === undefined) return undefined;
  return { when: readWhen(fields, mentions), disposition: name === "as-reported" ? null : name, reason };
}

/** `{ id, when, reason, approved-by, until }`; the end is required, because what is harmless today is not for ever. */
export function readKnownBenign(cursor: Cursor, mentions: Mentions): KnownBenign | undefined {
  const keys = ["id", "when", "reason", "approved-by", "until"] as const;
  const fields = readMap(cursor, keys, keys);
  const until = fields?.get("until");
  const date = until === undefined ? undefined : readText(until);
  if (until !== undefined && date !== undefined && !isDate(date)) {
    complain(
      until,
      "taxonomy.bad-date",
      `"${date}" is not a date.`,
      "Write the first day it no longer holds, as 2027-01-31.",
    );
  }
  const id = fields?.get("id");
  const name = id === undefined ? undefined : readName(id);
  const when = readWhen(fields, mentions);
  const reason = textOf(fields, "reason");
  const approvedBy = textOf(fields, "approved-by");
  if (!name || when === null || !reason || !approvedBy || !date) return undefined;
  return { id: name, when, reason, approvedBy, until: date };
}

/** A name, `{ none: reason }`, or a list of `{ when?, run }` whose last always holds. */
export function readPlaybooks(cursor: Cursor, mentions: Mentions): PlaybookRule[] {
  const rules = readList(cursor).flatMap((item) => readPlaybook(item, mentions) ?? []);
  const closing = rules.findIndex((rule) => rule.when === null);
  if (rules.length > 0 && closing !== rules.length - 1) {
    const message =
      closing === -1
        ? "Some incidents of this type would have no playbook."
        : "What follows a rule without `when` is never reached.";
    complain(
      cursor,
      "taxonomy.not-total",
      message,
      "End the list, and only its end, with a playbook without `when`, or `none: reason`.",
    );
  }
  return rules;
}

function readPlaybook(cursor: Cursor, mentions: Mentions): PlaybookRule | undefined {
  if (typeof (cursor.node as { value?: unknown } | null)?.value === "string") return named(cursor, null, mentions);
  const fields = readMap(cursor, ["when", "run", "none"]);
  if (fields === undefined) return undefined;
  const when = readWhen(fields, mentions);
  const run = fields.get("run");
  const none = fields.get("none");
  if (run !== undefined && none === undefined) return named(run, when, mentions);
  if (none !== undefined && run === undefined) return { when, run: null, reason: readText(none) ?? "" };
  complain(
    cursor,
    "taxonomy.missing-key",
    "A playbook rule says either `run` or `none`.",
    'Write "run: <playbook>" or "none: <reason>".',
  );
  return undefined;
}

function named(cursor: Cursor, when: string | null, mentions: Mentions): PlaybookRule | undefined {
  const name = readName(cursor);
  if (name === undefined) return undefined;
  mentions.playbooks.push({ name, place: placeOf(cursor) });
  return { when, run: name, reason: "" };
}

/** Priorities to `{ acknowledge, contain, resolve }`. */
export function readServiceLevels(cursor: Cursor): ServiceLevels {
  const levels: ServiceLevels = {};
  for (const [priority, field] of readMap(cursor, PRIORITIES) ?? []) {
    const keys = ["acknowledge", "contain", "resolve"] as const;
    const times = readMap(field, keys, keys);
    const [acknowledge, contain, resolve] = keys.map((key) => {
      const time = times?.get(key);
      return time === undefined ? undefined : readSeconds(time);
    });
    if (acknowledge === undefined || contain === undefined || resolve === undefined) continue;
    const level: ServiceLevel = { acknowledge, contain, resolve };
    if (acknowledge > resolve || contain > resolve) {
      complain(
        field,
        "taxonomy.bad-duration",
        "An incident cannot be resolved before it is acknowledged and contained.",
        "Make `resolve` the longest.",
      );
    }
    levels[priority as Priority] = level;
  }
  return levels;
}

/** The condition under `when`; null when there is none. */
export function readWhen(fields: Map<string, Cursor> | undefined, mentions: Mentions): string | null {
  const when = fields?.get("when");
  return when === undefined ? null : (readExpression(when, mentions) ?? null);
}

function textOf(fields: Map<string, Cursor> | undefined, key: string): string | undefined {
  const cursor = fields?.get(key);
  return cursor === undefined ? undefined : readText(cursor, 500);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
