/** The contracts a program was checked against, as hashes: what a version keeps, so that a later change of one of them is seen. */
import { z } from "zod";
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { hashOf } from "../ids.ts";
import type { Contracts } from "../model/playbook-version.ts";
import { incidentSchemaVersion } from "./incident-schema.ts";
import type { Program } from "./program.ts";

/** Contracts with nothing left out. */
export interface KnownContracts {
  incident: string;
  capabilities: Record<string, string>;
}

/** The contracts of the program as this Cordon has them. */
export function contractsOf({ capabilities: used }: Pick<Program, "capabilities">): KnownContracts {
  const known = used.flatMap((id) => capabilities.get(id) ?? []);
  return {
    incident: incidentSchemaVersion().hash,
    capabilities: Object.fromEntries(known.map((capability) => [capability.id, capabilityHash(capability)])),
  };
}

/** The contracts that are no longer those the version was checked against, in words; empty for a version that is up to date. */
export function staleContracts(kept: Contracts, now: KnownContracts): string[] {
  const incident = kept.incident === undefined || kept.incident === now.incident ? [] : ["the incident schema"];
  const changed = Object.entries(kept.capabilities ?? {}).flatMap(([id, hash]) =>
    now.capabilities[id] === hash ? [] : [now.capabilities[id] === undefined ? `${id}, which is gone` : id],
  );
  return [...incident, ...changed];
}

const hashes = new WeakMap<Capability, string>();

/** Names a capability's contract: what goes in, what comes out, what it does to whom and how it is undone. Its words are no part of it. */
export function capabilityHash(capability: Capability): string {
  const known = hashes.get(capability);
  if (known !== undefined) return known;
  const { id, effect, input, output, target = null, reversal = null } = capability;
  const hash = hashOf({ id, effect, target, reversal, input: schemaOf(input), output: schemaOf(output) });
  hashes.set(capability, hash);
  return hash;
}

function schemaOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}
