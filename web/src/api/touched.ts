/** Which reads a change makes old. Query keys begin with the kind of thing, and of one thing with its id. */
import type { Change } from "../../../src/api/contract/event.ts";

type Key = readonly string[];

/** Lists by kind of change. The queue's rows are kept by its screen, which listens by itself. */
const LISTS: Readonly<Record<Exclude<Change["kind"], "all">, readonly string[]>> = {
  incident: ["counts", "similar"],
  alert: ["alerts"],
  run: ["runs"],
  effect: ["effects"],
  approval: ["approvals"],
  lease: ["containment"],
  form: ["forms"],
  freeze: ["freezes"],
  connection: ["connections"],
  playbook: ["playbooks"],
};

/** Each key once; everything when everything may have changed. */
export function keysTouchedBy(changes: readonly Change[]): Key[] {
  if (changes.some(({ kind }) => kind === "all")) return [[]];
  const keys = changes.flatMap(({ kind, id, incident }): Key[] => [
    ...LISTS[kind as keyof typeof LISTS].map((list) => [list]),
    id === null ? [kind] : [kind, id],
    // What runs wait for is the stop button's to say.
    ...(kind === "freeze" ? [["run"], ["runs"], ["incident"]] : []),
    ...(kind === "incident" ? [] : incident === null ? (id === null ? [["incident"]] : []) : [["incident", incident]]),
  ]);
  return [...new Map(keys.map((key) => [key.join("\0"), key])).values()];
}
