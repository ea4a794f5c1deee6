import ipaddr from "ipaddr.js";
import { z } from "zod";

export const suricataSettings = z.strictObject({
  homeNetworks: z
    .array(z.string().refine((text) => ipaddr.isValidCIDR(text), "a network in CIDR notation, for example 10.0.0.0/8"))
    .max(500)
    .default([])
    .describe("Networks that are ours, as in Suricata's HOME_NET. Without any, private address ranges are ours.")
    .meta({ title: "Home networks" }),
});
export type SuricataSettings = z.output<typeof suricataSettings>;
