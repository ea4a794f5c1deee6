/** An action of the YAML, with its bounds. */
import { readDuration } from "./read-duration.ts";
import { readWrittenMap } from "./read-written.ts";
import { type Cursor, optionalText, readFields, readInteger } from "./read-yaml.ts";
import type { ActionStep, Branch, StepBase, WrittenMap } from "./tree.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A step as far as it is read: its fields, what every step has, and how its branches are read. */
export interface WrittenStep {
  step: Cursor;
  fields: ReadonlyMap<string, Cursor>;
  base: StepBase;
  /** The branch under a key; null when it is not written. */
  branch(key: string): Branch | null;
}

/** An action. */
export function readAction({ step, fields, base, branch }: WrittenStep): ActionStep {
  const retry = fields.get("retry");
  const retryFields =
    retry === undefined ? null : readFields({ ...retry, name: '"retry"' }, ["times", "backoff"], ["times"]);
  const times = retryFields?.get("times");
  const lease = fields.get("for");
  const leaseMs = readDuration(lease, 1000, 90 * DAY);
  return {
    ...base,
    kind: "action",
    capability: optionalText(fields.get("action")) ?? { value: "", place: step.place, at: () => step.place },
    connection: optionalText(fields.get("connection")),
    input: mapUnder("with", step, fields),
    timeoutMs: readDuration(fields.get("timeout"), 100, 10 * MINUTE) ?? 30_000,
    retries: (times === undefined ? null : readInteger(times, 0, 10)) ?? 2,
    backoffMs: readDuration(retryFields?.get("backoff"), 100, 60 * MINUTE) ?? 2000,
    // One that cannot be read is complained about there, and is no missing one.
    lease: lease === undefined ? null : { value: Math.ceil((leaseMs ?? 1000) / 1000), place: lease.place },
    onFailure: branch("on-failure"),
    compensate: branch("compensate"),
  };
}

/** The map under a key; an empty one when it is not written. */
export function mapUnder(key: string, step: Cursor, fields: ReadonlyMap<string, Cursor>): WrittenMap {
  const cursor = fields.get(key);
  const written = cursor === undefined ? null : readWrittenMap(cursor);
  return written ?? { kind: "map", entries: [], place: cursor?.place ?? step.place };
}
