import { z } from "zod";
import { OwnPlace } from "../../model/own-place.ts";

/** What policies take for the organization's own: said by the workspace, by the installation, and both together. */
export const OwnPlaceView = z.object({
  workspace: OwnPlace,
  installation: OwnPlace,
  inForce: z.object({ timeZone: z.string(), networks: z.array(z.string()), domains: z.array(z.string()) }),
});
export type OwnPlaceView = z.infer<typeof OwnPlaceView>;
