/** Who may call what, over the wire. */
import { z } from "zod";
import { Role } from "../../model/token.ts";
import { SourceFile } from "./content.ts";

export const AccessActionView = z.object({
  /** The `operationId` of this API's description. */
  action: z.string(),
  /** The group that policies name it by. */
  subject: z.string(),
  changes: z.boolean(),
  /** Besides `admin`; `anybody` for whoever has come in. */
  roles: z.array(z.string()),
});
export const AccessActions = z.object({ items: z.array(AccessActionView) });
export type AccessActions = z.infer<typeof AccessActions>;

export const AccessPolicies = z.object({
  /** What roles permit; not to be changed here. */
  shipped: z.array(SourceFile),
  /** What the workspace forbids besides; 0 before there is anything. */
  number: z.number().int(),
  files: z.array(SourceFile),
  by: z.string(),
  at: z.iso.datetime().nullable(),
});
export type AccessPolicies = z.infer<typeof AccessPolicies>;
export const SetAccessPolicies = z.strictObject({ files: z.array(SourceFile).max(50) });
export const SetAccess = z.object({ number: z.number().int() });

export const ExplainAccess = z.strictObject({
  /** A person, or `token:<name>`. */
  who: z.string().trim().min(1).max(200),
  action: z.string().min(1).max(200),
});
export const AccessExplained = z.object({
  who: z.string(),
  roles: z.array(Role),
  action: z.string(),
  allowed: z.boolean(),
  policies: z.array(z.object({ id: z.string(), reason: z.string() })),
  /** Roles with which it would be permitted. */
  needs: z.array(z.string()),
});
export type AccessExplained = z.infer<typeof AccessExplained>;
