/** What the organization of a workspace says of itself to its policies. */
import { z } from "zod";

export const OwnPlace = z.strictObject({
  /** IANA name; hours and weekdays of policies are of this zone. Null: as the installation says. */
  timeZone: z.string().min(1).max(60).nullable().default(null),
  /** CIDR. */
  networks: z.array(z.string().max(60)).max(200).default([]),
  /** Each with all below it. */
  domains: z
    .array(z.string().regex(/^([a-z0-9_-]+\.)+[a-z0-9-]+$/i, "expected a domain such as example.com"))
    .max(200)
    .default([]),
});
export type OwnPlace = z.infer<typeof OwnPlace>;
