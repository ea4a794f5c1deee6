import { z } from "zod";
import { Entity, EntityAttributes, EntityType } from "../../model/entity.ts";
import { pageOf, pageQuery, word } from "./page.ts";

export const EntityView = z.object({ ...Entity.shape, inventoried: z.boolean() });
export type EntityView = z.infer<typeof EntityView>;
export const EntityPage = pageOf(EntityView);
export const entityQuery = z.strictObject({
  type: EntityType.optional(),
  key: word.optional(),
  inventoried: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  q: word.optional().meta({ description: "Part of the key or the name." }),
  ...pageQuery,
});

/** What the organization knows of its own: who matters, who is privileged, what a machine never contains. */
export const InventoryEntry = z.strictObject({
  type: EntityType,
  key: z.string().min(1).max(512),
  name: z.string().max(512).optional(),
  aliases: z.array(z.string().min(1).max(512)).max(50).default([]),
  attributes: z.strictObject(EntityAttributes.shape).prefault({}),
});
export const Inventory = z.strictObject({ entities: z.array(InventoryEntry).min(1).max(20_000) });
export const Imported = z.object({ imported: z.number().int(), byType: z.record(z.string(), z.number().int()) });
