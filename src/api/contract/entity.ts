import { z } from "zod";
import { Entity, EntityType } from "../../model/entity.ts";
import { IDENTIFIER_KINDS } from "../../model/identifier.ts";
import { moment, pageOf, pageQuery, word } from "./page.ts";

export const EntityView = z.object({
  ...Entity.shape,
  inventoried: z.boolean(),
  /** When the inventory last spoke of it. */
  inventoriedAt: z.iso.datetime().nullable(),
  /** The record it was merged into; null for one of its own. */
  mergedInto: z.uuid().nullable(),
});
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

/** A name that leads to a record. */
export const EntityName = z.object({
  alias: z.string(),
  kind: z.enum(IDENTIFIER_KINDS),
  /** The product whose own id it is; empty for what means the same everywhere. */
  scope: z.string(),
  origin: z.enum(["inventory", "connection"]),
  /** What taught it. */
  connection: z.string().nullable(),
  alertId: z.uuid().nullable(),
  learnedAt: z.iso.datetime(),
  /** A person said that it is not this record's. */
  rejectedAt: z.iso.datetime().nullable(),
  rejectedBy: z.string().nullable(),
  /** Keys of other records that claim it too: what sources say of it then leads to none of them. */
  alsoOf: z.array(z.string()),
});

export const EntityDetail = z.object({
  ...EntityView.shape,
  names: z.array(EntityName),
  merged: z.array(z.object({ id: z.uuid(), key: z.string() })),
  /** Addresses it was seen at, newest first. */
  addresses: z.array(
    z.object({
      address: z.string(),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
      connection: z.string().nullable(),
    }),
  ),
});
export type EntityDetail = z.infer<typeof EntityDetail>;

export const namedQuery = z.strictObject({
  name: word.meta({ description: "Any identifier: a mail address, SID, host name, agent id …" }),
  type: EntityType.optional(),
});
export const NamedEntities = z.object({
  items: z.array(EntityDetail),
  /** Several records claim the name. */
  ambiguous: z.boolean(),
});
export type NamedEntities = z.infer<typeof NamedEntities>;

export const MergeEntity = z.strictObject({ into: z.uuid() });
export const SplitEntity = z.strictObject({
  /** The name that is not this record's. Without one, a merged record becomes one of its own again. */
  alias: word.optional(),
  /** The name is this record's after all. */
  restore: z.boolean().default(false),
});

export const stayQuery = z.strictObject({ address: word, at: moment.optional() });
export const Stays = z.object({
  address: z.string(),
  at: z.iso.datetime(),
  /** None: no alert told of a host there before. Several: the sources disagree. */
  items: z.array(
    z.object({
      entityId: z.uuid(),
      key: z.string(),
      name: z.string(),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
      connection: z.string().nullable(),
      /** The moment lies within the stay; otherwise it is the nearest one before it. */
      within: z.boolean(),
    }),
  ),
});
export type Stays = z.infer<typeof Stays>;
