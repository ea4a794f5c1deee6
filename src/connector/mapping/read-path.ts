/** A path where a mapping writes one. */
import { complain, type Part } from "./fault.ts";
import { type Path, parsePath } from "./path.ts";
import { readText } from "./read-part.ts";

/** A path, compiled; the complaint names what a path looks like. */
export function readPathOf(part: Part): Path | undefined {
  const text = readText(part, 500);
  const path = text === undefined ? undefined : parsePath(text);
  if (path !== null) return path;
  return complain(
    part,
    "mapping.bad-path",
    `"${text?.slice(0, 60)}" is no path`,
    'write a path such as alert.rule.name, hosts[*].ip or ["key.with.dots"]',
  );
}
