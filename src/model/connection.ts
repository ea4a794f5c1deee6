/** A configured instance of a connector. Its secrets are sealed and never leave the store in the clear. */
import { z } from "zod";

export const ConnectionName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    "lower-case letters, digits and dashes, at most 63, starting with a letter or digit",
  );

export const Health = z.object({
  ok: z.boolean(),
  checkedAt: z.iso.datetime(),
  message: z.string(),
  /** What this connection's rights allow, one line a capability, as the product itself answered. */
  may: z.array(z.string()),
  mayNot: z.array(z.string()),
});
export type Health = z.infer<typeof Health>;

/** How the asking of a connection goes whose product does not tell by itself. */
export const Polling = z.object({
  /** The last time that all there was had been taken. */
  polledAt: z.iso.datetime().nullable(),
  nextAt: z.iso.datetime().nullable(),
  /** How often in a row it failed, and why it did last. */
  failures: z.number().int(),
  error: z.string().nullable(),
  /** What did not work beside the taking. */
  note: z.string().nullable(),
  pausedAt: z.iso.datetime().nullable(),
});
export type Polling = z.infer<typeof Polling>;

export const Connection = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  name: ConnectionName,
  connector: z.string(),
  settings: z.record(z.string(), z.unknown()),
  /** Names of the secrets that are set; never their values. */
  secretNames: z.array(z.string()),
  health: Health.nullable(),
  createdAt: z.iso.datetime(),
});
export type Connection = z.infer<typeof Connection>;
