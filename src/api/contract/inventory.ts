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
export const Imported = z.object({
  imported: z.number().int(),
  byType: z.record(z.string(), z.number().int()),
  /** By which it is taken back, as long as no other import was made since. */
  importId: z.uuid(),
});
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

/** A file as somebody has it: JSON, or CSV whose header names the fields. */
export const InventoryText = z.strictObject({ text: z.string().min(1).max(8_000_000) });

/** What a file holds and what importing it would do, or where it is wrong; nothing is changed by asking. */
export const InventoryPreview = z.object({
  /** To be imported as they are; empty while something is wrong. */
  entities: z.array(InventoryEntry),
  entries: InventoryDiff.shape.entries,
  /** At most 200, each with its place: line and column of a table, the place in the list (from 1) of JSON. */
  faults: z.array(z.object({ line: z.number().int(), column: z.number().int(), message: z.string() })),
});
export type InventoryPreview = z.infer<typeof InventoryPreview>;
