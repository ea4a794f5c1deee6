/** What an effect acts on, and its arguments in a form that can be compared. */
import type { Capability } from "../connector/capability.ts";
import type { EntityType } from "../model/entity.ts";

/** The target of what acts on no entity: a message, a ticket. */
export const noneEntity: { type: EntityType; key: string } = { type: "other", key: "none" };

/** The entity named by the capability's target field. */
export function targetOf(capability: Capability, input: Record<string, unknown>): { type: EntityType; key: string } {
  if (capability.target === undefined) return noneEntity;
  const key = input[capability.target.field];
  const type = typeof input.entityType === "string" ? (input.entityType as EntityType) : capability.target.type;
  return typeof key === "string" && key !== "" ? { type, key: key.toLowerCase() } : noneEntity;
}
