/** Lists that may be empty: `incident.ips[0]` has no value where there is no address, and then people get the incident. */
import type { Findings } from "./finding.ts";
import type { ReadExpression, Reading } from "./reading.ts";
import { type PlaybookTree, stepsIn } from "./tree.ts";

/** Warns where an item is taken of a list that nothing before has asked about. */
export function checkAbsence(tree: PlaybookTree, reading: Reading, findings: Findings): void {
  const asked = new Set(reading.ofPlaybook(tree).flatMap(({ compiled }) => compiled.sized));
  const check = (expressions: readonly ReadExpression[]) => {
    for (const { text, offset, compiled } of expressions)
      for (const { list, at } of compiled.indexed) {
        if (asked.has(list) || compiled.sized.includes(list)) continue;
        findings.warn("playbook.may-be-empty", text.at(offset + at), `${list} may be empty`, {
          fix: `ask first: size(${list}) > 0`,
        });
      }
  };
  for (const step of stepsIn(tree.steps)) {
    const read = reading.ofStep(step);
    check(read);
    for (const { compiled } of read) for (const list of compiled.sized) asked.add(list);
  }
  check(reading.ofDeclared(tree.interface?.outputs ?? []));
}
