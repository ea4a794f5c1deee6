/** Workspaces over the wire: which there are, and who may do what in them. */
import { z } from "zod";
import { PersonName } from "../../model/token.ts";

/** It stands in addresses, in `CORDON_SYSLOG` and in the grants of the identity provider. */
export const WorkspaceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower-case letters, digits and dashes, at most 63");

export const Workspace = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** The installation's own, which was there first: its admins see to all of them. */
  first: z.boolean(),
  /** Who may work there now. */
  people: z.number().int(),
});
export type Workspace = z.infer<typeof Workspace>;
export const WorkspaceList = z.object({ items: z.array(Workspace) });
export type WorkspaceList = z.infer<typeof WorkspaceList>;

export const NewWorkspace = z.strictObject({
  name: WorkspaceName,
  admin: PersonName.optional().meta({
    description: "Who administers it: somebody with an account; oneself unless given.",
  }),
});
export const RenameWorkspace = z.strictObject({ name: WorkspaceName });
export const memberParams = z.strictObject({ id: z.uuid(), name: PersonName });
