/** A user, device, address … that an alert is about, resolved to one record per workspace by type and canonical key. */

import { z } from "zod";
import { ENTITY_TYPES } from "./words.ts";

export const EntityType = z.enum(ENTITY_TYPES);
export type EntityType = z.infer<typeof EntityType>;

export const EntityRole = z.enum(["affected", "actor"]);
export type EntityRole = z.infer<typeof EntityRole>;

/** An entity as one alert names it. `key` is canonical (lower case, IPv6 compressed …); `name` is for people. */
export const EntityRef = z.object({
  type: EntityType,
  key: z.string().min(1).max(512),
  name: z.string().max(512),
  role: EntityRole,
  aliases: z.array(z.string().max(512)).max(20).default([]),
});
export type EntityRef = z.infer<typeof EntityRef>;

/** What the organisation knows of an entity; scope policy decides by these. */
export const EntityAttributes = z.object({
  criticality: z.enum(["unknown", "low", "medium", "high", "critical"]).default("unknown"),
  privileged: z.boolean().default(false),
  serviceAccount: z.boolean().default(false),
  /** Never to be contained by the machine: break-glass accounts, domain controllers, own infrastructure. */
  protected: z.boolean().default(false),
  owner: z.string().max(200).default(""),
  department: z.string().max(200).default(""),
  tags: z.array(z.string().max(100)).max(50).default([]),
});
export type EntityAttributes = z.infer<typeof EntityAttributes>;

export const Entity = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  type: EntityType,
  key: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  attributes: EntityAttributes,
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type Entity = z.infer<typeof Entity>;
