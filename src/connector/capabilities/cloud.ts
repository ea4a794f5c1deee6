import { z } from "zod";
import { defineCapability } from "../capability.ts";

const Key = z.string().min(1).max(128);
const Reason = z.string().max(500).default("");

export const getKey = defineCapability({
  id: "cloud.get-access-key",
  title: "Look up a cloud access key",
  effect: "observe",
  input: z.object({ key: Key }),
  output: z.object({ found: z.boolean(), active: z.boolean(), owner: z.string(), lastUsed: z.string() }),
  target: { type: "access-key", field: "key" },
  say: (input) => `look up access key ${input.key}`,
});

export const disableKey = defineCapability({
  id: "cloud.disable-access-key",
  title: "Disable a cloud access key",
  effect: "contain",
  input: z.object({ key: Key, reason: Reason }),
  output: z.object({ wasActive: z.boolean() }),
  target: { type: "access-key", field: "key" },
  reversal: "cloud.enable-access-key",
  alreadySo: (output) => !output.wasActive,
  d3fend: ["D3-CR"],
  say: (input) => `disable access key ${input.key}`,
});

export const enableKey = defineCapability({
  id: "cloud.enable-access-key",
  title: "Enable a cloud access key again",
  effect: "recover",
  input: z.object({ key: Key, reason: Reason }),
  output: z.object({}),
  target: { type: "access-key", field: "key" },
  d3fend: ["D3-RA"],
  say: (input) => `enable access key ${input.key}`,
});

export const cloudCapabilities = [getKey, disableKey, enableKey];
