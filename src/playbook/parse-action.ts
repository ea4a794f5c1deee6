/** An action of the YAML, with its bounds. */
import { readDuration } from "./read-duration.ts";
import { readWrittenMap } from "./read-written.ts";
import { type Cursor, optionalText, readFields, readInteger } from "./read-yaml.ts";
import type { ActionStep, Branch, Step } from "./tree.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** An action; `onFailure` is read by the caller. */
export function readAction(
  step: Cursor,
  fields: ReadonlyMap<string, Cursor>,
  base: Pick<Step, "id" | "title" | "place">,
  onFailure: Branch | null,
): ActionStep {
  const retry = fields.get("retry");
  const retryFields =
    retry === undefined ? null : readFields({ ...retry, name: '"retry"' }, ["times", "backoff"], ["times"]);
  const times = retryFields?.get("times");
  const input = fields.get("with");
  const lease = fields.get("for");
  const leaseMs = readDuration(lease, 1000, 90 * DAY);
  return {
    ...base,
    kind: "action",
    capability: optionalText(fields.get("action")) ?? { value: "", place: step.place, at: () => step.place },
    connection: optionalText(fields.get("connection"))?.value ?? null,
    input: (input === undefined ? null : readWrittenMap(input)) ?? {
      kind: "map",
      entries: [],
      place: input?.place ?? step.place,
    },
    timeoutMs: readDuration(fields.get("timeout"), 100, 10 * MINUTE) ?? 30_000,
    retries: (times === undefined ? null : readInteger(times, 0, 10)) ?? 2,
    backoffMs: readDuration(retryFields?.get("backoff"), 100, 60 * MINUTE) ?? 2000,
    lease: leaseMs === null || lease === undefined ? null : { value: Math.ceil(leaseMs / 1000), place: lease.place },
    onFailure,
  };
}
