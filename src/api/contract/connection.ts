/** Connectors and connections over the wire. Secrets go in, and never come out. */
import { z } from "zod";
import { Connection, ConnectionName, Polling } from "../../model/connection.ts";
import { EffectClass } from "../../model/scale.ts";

export const connectionParams = z.strictObject({ name: ConnectionName });

export const ConnectionView = z.object({
  ...Connection.shape,
  simulated: z.boolean(),
  /** Null where nothing is asked: the product tells by itself, or only acts. */
  polling: Polling.nullable(),
});
export type ConnectionView = z.infer<typeof ConnectionView>;
export const ConnectionList = z.object({ items: z.array(ConnectionView) });

/** A connection of that name keeps the secrets that are not named, as long as it is of the same connector; null takes one away. */
export const NewConnection = z.strictObject({
  name: ConnectionName,
  connector: z.string().min(1).max(100),
  settings: z.record(z.string().max(200), z.unknown()).default({}),
  secrets: z.record(z.string().min(1).max(100), z.string().min(1).max(65_536).nullable()).optional(),
});

/** What sealing again came to: how many were under another key, and how many are sealed at all. */
export const Resealed = z.object({ resealed: z.number(), sealed: z.number() });
export type Resealed = z.infer<typeof Resealed>;

export const ConnectorView = z.object({
  id: z.string(),
  title: z.string(),
  docs: z.string(),
  /** A part of the range, not a real product. */
  simulated: z.boolean(),
  /** Whether its product delivers alerts. */
  takesAlerts: z.boolean(),
  secrets: z.array(z.object({ name: z.string(), title: z.string(), optional: z.boolean() })),
  /** JSON Schema 2020-12. */
  settings: z.record(z.string(), z.unknown()),
  actions: z.array(
    z.object({
      capability: z.string(),
      title: z.string(),
      effect: EffectClass,
      docs: z.string(),
      permissions: z.array(z.string()),
      /** Whether the product makes calls with the same key, or the same arguments, one effect; `by-settings`: the connection's settings say. */
      idempotent: z.union([z.boolean(), z.literal("by-settings")]),
      readBack: z.boolean(),
    }),
  ),
});
export type ConnectorView = z.infer<typeof ConnectorView>;
export const ConnectorList = z.object({ items: z.array(ConnectorView) });

export const Intake = z.object({
  connection: z.string(),
  /** Its newest delivery; null when there is none among those that were looked at. */
  lastAt: z.iso.datetime().nullable(),
  /** Deliveries of the last 24 hours. */
  lastDay: z.number().int(),
  /** Messages in quarantine. */
  held: z.number().int(),
  /** Tickets and alerts elsewhere that should have been looked at by now, and for how long the oldest waits. */
  overdueLinks: z.number().int(),
  behindSeconds: z.number().int(),
  failingLinks: z.number().int(),
});
export type Intake = z.infer<typeof Intake>;
export const IntakeOverview = z.object({
  items: z.array(Intake),
  /** Nothing before this moment was looked at; null when everything was. */
  since: z.iso.datetime().nullable(),
});
export type IntakeOverview = z.infer<typeof IntakeOverview>;
