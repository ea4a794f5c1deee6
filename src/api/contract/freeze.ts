/** The stop button over the wire. */
import { z } from "zod";
import { Freeze, FreezeScope } from "../../model/freeze.ts";
import { pageOf, pageQuery } from "./page.ts";

const reason = z.string().trim().min(1).max(2000);
export const FreezePage = pageOf(Freeze);
export const freezeQuery = z.strictObject({
  inForce: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...pageQuery,
});
export const NewFreeze = z.strictObject({
  scope: FreezeScope,
  name: z.string().max(200).default("").meta({ description: "Of the playbook, capability or connection." }),
  reason,
});
export const Thaw = z.strictObject({ reason });
