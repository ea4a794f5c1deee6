import { z } from "zod";
import { EntityAttributes, EntityType } from "../../model/entity.ts";
import { moment, pageOf, pageQuery } from "./page.ts";

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
export type Imported = z.infer<typeof Imported>;

export const inventoryQuery = z.strictObject({
  type: EntityType.optional(),
  staleSince: moment.optional().meta({ description: "Not imported again since." }),
  ...pageQuery,
});
export const InventoryView = z.object({
  id: z.uuid(),
  type: EntityType,
  key: z.string(),
  name: z.string(),
  /** As they were imported, and as alerts spell them. */
  aliases: z.array(z.string()),
  attributes: EntityAttributes,
  inventoriedAt: z.iso.datetime(),
});
export type InventoryView = z.infer<typeof InventoryView>;
export const InventoryPage = pageOf(InventoryView);

/** What an import would do to each of its entries, in their order. */
export const InventoryDiff = z.object({
  entries: z.array(
    z.object({
      type: EntityType,
      key: z.string(),
      what: z.enum(["new", "changed", "same"]),
      /** `criticality: low → high`. */
      changes: z.array(z.string()),
    }),
  ),
});
export type InventoryDiff = z.infer<typeof InventoryDiff>;
