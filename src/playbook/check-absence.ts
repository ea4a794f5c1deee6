/** Lists that may be empty: `incident.ips[0]` has no value where there is no address, and then people get the incident. */
import type { AskedList } from "../expression/lists.ts";
import type { Findings } from "./finding.ts";
import type { ReadExpression, Reading } from "./reading.ts";
import { type PlaybookTree, stepsIn } from "./tree.ts";

/** Warns where an item is taken of a list that nothing before has asked about, or not about so many items. */
export function checkAbsence(tree: PlaybookTree, reading: Reading, findings: Findings): void {
  const asked = new Map<string, number>();
  const note = (lists: readonly AskedList[], into = asked) => {
    for (const { list, upTo } of lists) into.set(list, Math.max(upTo, into.get(list) ?? 0));
    return into;
  };
  const check = (expressions: readonly ReadExpression[]) => {
    for (const { text, offset, compiled } of expressions) {
      const known = note(compiled.sized, new Map(asked));
      for (const { list, index, at } of compiled.indexed) {
        const upTo = known.get(list);
        if (upTo !== undefined && index <= upTo) continue;
        const message = index === 0 ? `${list} may be empty` : `${list} may have fewer than ${index + 1} items`;
        findings.warn("playbook.may-be-empty", text.at(offset + at), message, {
          fix: `ask first: size(${list}) > ${index}`,
        });
      }
    }
  };
  for (const { compiled } of reading.ofPlaybook(tree)) note(compiled.sized);
  for (const step of stepsIn(tree.steps)) {
    const read = reading.ofStep(step);
    check(read);
    for (const { compiled } of read) note(compiled.sized);
  }
  check(reading.ofDeclared(tree.interface?.outputs ?? []));
}
