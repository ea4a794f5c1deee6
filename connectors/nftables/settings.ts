import { z } from "zod";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { sshFields } from "../../src/connector/ssh.ts";

/** A name as nft's grammar has it, which no shell reads as anything else. */
const Identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "expected a name of letters, digits and _");

export const nftablesSettings = z.strictObject({
  ...sshFields("The firewall's", "Account to sign in as; it may run nft"),
  nft: z
    .string()
    .regex(/^(\/[A-Za-z0-9_.-]+)+$/, "expected an absolute path")
    .default("/usr/sbin/nft")
    .meta({ title: "Path of nft" })
    .describe("Where the nft program is"),
  sudo: z.boolean().default(false).describe("Run nft through sudo -n; allow the account exactly that program"),
  family: z.enum(["inet", "ip", "ip6"]).default("inet").describe("Family of the table"),
  table: Identifier.default("cordon").describe("Table that holds the sets"),
  set4: Identifier.optional()
    .meta({ title: "IPv4 set" })
    .describe("Set of type ipv4_addr whose elements a rule drops; without one IPv4 addresses are refused"),
  set6: Identifier.optional()
    .meta({ title: "IPv6 set" })
    .describe("Set of type ipv6_addr whose elements a rule drops; without one IPv6 addresses are refused"),
  maxSeconds: z
    .number()
    .int()
    .min(1)
    .max(31_536_000)
    .optional()
    .meta({ title: "Longest block in seconds" })
    .describe(
      "A block that is to last longer is refused, and one without an end gets this one; needs sets with timeouts",
    ),
});
export type NftablesSettings = z.output<typeof nftablesSettings>;

export type NftablesContext = ConnectorContext<NftablesSettings>;
