import { z } from "zod";
import { defineCapability } from "../capability.ts";
import { FileHash, WebUrl } from "./target-fields.ts";

export const lookupIp = defineCapability({
  id: "intel.lookup-ip",
  title: "Ask what is known of an address",
  effect: "observe",
  input: z.object({ ip: z.union([z.ipv4(), z.ipv6()]) }),
  output: z.object({
    known: z.boolean(),
    malicious: z.boolean(),
    score: z.number().int().min(0).max(100),
    tags: z.array(z.string()),
  }),
  target: { type: "ip", field: "ip" },
  say: (input) => `look up address ${input.ip}`,
});

export const lookupDomain = defineCapability({
  id: "intel.lookup-domain",
  title: "Ask what is known of a domain",
  effect: "observe",
  input: z.object({ domain: z.string().min(1).max(253) }),
  output: z.object({
    known: z.boolean(),
    malicious: z.boolean(),
    score: z.number().int().min(0).max(100),
    tags: z.array(z.string()),
  }),
  target: { type: "domain", field: "domain" },
  say: (input) => `look up domain ${input.domain}`,
});

export const lookupHash = defineCapability({
  id: "intel.lookup-hash",
  title: "Ask what is known of a file hash",
  effect: "observe",
  input: z.object({ hash: FileHash }),
  output: z.object({
    known: z.boolean(),
    malicious: z.boolean(),
    score: z.number().int().min(0).max(100),
    tags: z.array(z.string()),
  }),
  target: { type: "file", field: "hash" },
  say: (input) => `look up file ${input.hash}`,
});

export const lookupUrl = defineCapability({
  id: "intel.lookup-url",
  title: "Ask what is known of a URL",
  effect: "observe",
  input: z.object({ url: WebUrl }),
  output: z.object({
    known: z.boolean(),
    malicious: z.boolean(),
    score: z.number().int().min(0).max(100),
    tags: z.array(z.string()),
  }),
  target: { type: "url", field: "url" },
  say: (input) => `look up ${input.url}`,
});

export const intelCapabilities = [lookupIp, lookupDomain, lookupHash, lookupUrl];
