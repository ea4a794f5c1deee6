/** Facts and outputs of steps as an attacker would have them. */
import type { RunScope } from "../../src/playbook/scope.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** The largest lists that a scope takes, long texts, and keys that mean something to JavaScript. */
export function hostileScope(): RunScope {
  return {
    incident: fillFacts({ title: "{{ incident.id }}=1+1", users: ["constructor", "__proto__"], ips: ["192.0.2.7"] }),
    steps: {
      lookup: { text: "=incident.id", list: [1, 2], number: 7, nothing: null },
      odd: JSON.parse('{"constructor": "own", "__proto__": {"polluted": true}, "toString": "own", "then": "own"}'),
      big: { ns: Array.from({ length: 5000 }, (_, index) => index), text: "a".repeat(20_000) },
      deep: nested(60),
    },
  };
}
