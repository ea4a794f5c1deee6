import { z } from "zod";
import { defineCapability } from "../capability.ts";
import { WebUrl } from "./target-fields.ts";

const Ip = z.union([z.ipv4(), z.ipv6()]);
const Domain = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9.-]+$/i, "a domain name");
const Reason = z.string().max(500).default("");
/** Products that let a block expire by themselves get this as a second safety net, beyond the lease. */
const Seconds = z.number().int().min(0).max(31_536_000).default(0);

export const blockIp = defineCapability({
  id: "network.block-ip",
  title: "Block an address at the firewall",
  effect: "contain",
  input: z.object({ ip: Ip, reason: Reason, seconds: Seconds }),
  output: z.object({ wasBlocked: z.boolean() }),
  target: { type: "ip", field: "ip" },
  reversal: "network.unblock-ip",
  alreadySo: (output) => output.wasBlocked,
  d3fend: ["D3-ITF"],
  say: (input) => `block address ${input.ip}`,
});

export const unblockIp = defineCapability({
  id: "network.unblock-ip",
  title: "Unblock an address",
  effect: "recover",
  input: z.object({ ip: Ip, reason: Reason }),
  output: z.object({}),
  target: { type: "ip", field: "ip" },
  d3fend: ["D3-RNA"],
  say: (input) => `unblock address ${input.ip}`,
});

export const blockDomain = defineCapability({
  id: "network.block-domain",
  title: "Block a domain",
  effect: "contain",
  input: z.object({ domain: Domain, reason: Reason }),
  output: z.object({ wasBlocked: z.boolean() }),
  target: { type: "domain", field: "domain" },
  reversal: "network.unblock-domain",
  alreadySo: (output) => output.wasBlocked,
  d3fend: ["D3-DNSDL"],
  say: (input) => `block domain ${input.domain}`,
});

export const unblockDomain = defineCapability({
  id: "network.unblock-domain",
  title: "Unblock a domain",
  effect: "recover",
  input: z.object({ domain: Domain, reason: Reason }),
  output: z.object({}),
  target: { type: "domain", field: "domain" },
  d3fend: ["D3-RNA"],
  say: (input) => `unblock domain ${input.domain}`,
});

/** Narrower than its domain: for a page on a site that others use too. */
export const blockUrl = defineCapability({
  id: "network.block-url",
  title: "Block a URL",
  effect: "contain",
  input: z.object({ url: WebUrl, reason: Reason }),
  output: z.object({ wasBlocked: z.boolean() }),
  target: { type: "url", field: "url" },
  reversal: "network.unblock-url",
  alreadySo: (output) => output.wasBlocked,
  d3fend: ["D3-OTF"],
  say: (input) => `block ${input.url}`,
});

export const unblockUrl = defineCapability({
  id: "network.unblock-url",
  title: "Unblock a URL",
  effect: "recover",
  input: z.object({ url: WebUrl, reason: Reason }),
  output: z.object({}),
  target: { type: "url", field: "url" },
  d3fend: ["D3-RNA"],
  say: (input) => `unblock ${input.url}`,
});

export const networkCapabilities = [blockIp, unblockIp, blockDomain, unblockDomain, blockUrl, unblockUrl];
