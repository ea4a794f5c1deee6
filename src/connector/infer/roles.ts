/** Who did it and to whom, by the words around a value. */
import type { EntityRole } from "../../model/entity.ts";
import type { Leaf } from "./leaves.ts";

const ACTOR = new Set([
  "src",
  "source",
  "attacker",
  "remote",
  "client",
  "actor",
  "sender",
  "from",
  "caller",
  "initiator",
  "origin",
  "external",
  "peer",
  "attackers",
  "intruder",
  "s",
  "shost",
  "suser",
  "offender",
  "initiating",
  "saddr",
]);
const AFFECTED = new Set([
  "dst",
  "dest",
  "destination",
  "target",
  "targets",
  "victim",
  "recipient",
  "recipients",
  "to",
  "local",
  "internal",
  "device",
  "computer",
  "endpoint",
  "agent",
  "machine",
  "asset",
  "assets",
  "resource",
  "server",
  "affected",
  "impacted",
  "d",
  "dhost",
  "duser",
  "workstation",
  "instance",
  "daddr",
  "rcpt",
]);

/** The nearest word decides; undefined when none says anything. */
export function roleOf({ words, around }: Leaf): EntityRole | undefined {
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index]!;
    if (ACTOR.has(word)) return "actor";
    if (AFFECTED.has(word)) return "affected";
  }
  for (const word of around) {
    if (ACTOR.has(word)) return "actor";
    if (AFFECTED.has(word)) return "affected";
  }
  return undefined;
}
