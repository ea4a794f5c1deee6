import { isScalar } from "yaml";
import { DURATION_SHAPE, durationText, parseDuration } from "./duration.ts";
import { type Cursor, complain, optionalText } from "./read-yaml.ts";

/** A duration from `least` to `most` milliseconds; null when there is none to read. */
export function readDuration(cursor: Cursor | undefined, least: number, most: number): number | null {
  const number = isScalar(cursor?.node) ? cursor.node.value : undefined;
  if (cursor !== undefined && typeof number === "number") {
    const fix =
      Number.isInteger(number) && number > 0 ? { fix: `write "${number}s", or another of ms, s, m, h and d` } : {};
    complain(cursor, "playbook.bad-duration", `${number} has no unit`, { expected: DURATION_SHAPE, ...fix });
    return null;
  }
  const text = optionalText(cursor);
  if (cursor === undefined || text === null) return null;
  const value = parseDuration(text.value);
  if (value !== null && value >= least && value <= most) return value;
  const range = `from ${durationText(least)} to ${durationText(most)}`;
  if (value === null)
    complain(cursor, "playbook.bad-duration", `"${text.value}" is no duration`, {
      expected: `${DURATION_SHAPE}, ${range}`,
    });
  else
    complain(cursor, "playbook.out-of-bounds", `${text.value} is out of bounds for ${cursor.name}`, {
      expected: range,
    });
  return null;
}
