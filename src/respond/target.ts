/** What an effect acts on, and its arguments in a form that can be compared. */
import type { Capability } from "../connector/capability.ts";
import { canonicalKey } from "../connector/entity-key.ts";
import type { EntityType } from "../model/entity.ts";

/** The target of what acts on no entity: a message, a ticket. */
export const noneEntity: { type: EntityType; key: string } = { type: "other", key: "none" };

/**
 * The entity named by the capability's target field, in the spelling that the inventory has it in: however a step writes a name, what is
 * protected under it is. What is no name of such an entity stays as it is, without case.
 */
export function targetOf(capability: Capability, input: Record<string, unknown>): { type: EntityType; key: string } {
  if (capability.target === undefined) return noneEntity;
  const key = input[capability.target.field];
  const type = typeof input.entityType === "string" ? (input.entityType as EntityType) : capability.target.type;
  if (typeof key !== "string" || key === "") return noneEntity;
  return { type, key: canonicalKey(type, key.trim()) ?? key.toLowerCase() };
}
