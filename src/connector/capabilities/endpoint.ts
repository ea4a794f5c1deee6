import { z } from "zod";
import { defineCapability } from "../capability.ts";

const Device = z.string().min(1).max(253);
const Reason = z.string().max(500).default("");

export const getDevice = defineCapability({
  id: "endpoint.get-device",
  title: "Look up an endpoint",
  effect: "observe",
  input: z.object({ device: Device }),
  output: z.object({
    found: z.boolean(),
    isolated: z.boolean(),
    os: z.string(),
    lastSeen: z.string(),
    tags: z.array(z.string()),
  }),
  target: { type: "device", field: "device" },
  say: (input) => `look up endpoint ${input.device}`,
});

export const isolate = defineCapability({
  id: "endpoint.isolate",
  title: "Isolate an endpoint from the network",
  effect: "contain",
  input: z.object({ device: Device, reason: Reason }),
  output: z.object({ wasIsolated: z.boolean() }),
  target: { type: "device", field: "device" },
  reversal: "endpoint.release",
  alreadySo: (output) => output.wasIsolated,
  d3fend: ["D3-NI"],
  say: (input) => `isolate endpoint ${input.device}`,
});

export const release = defineCapability({
  id: "endpoint.release",
  title: "Release an endpoint from isolation",
  effect: "recover",
  input: z.object({ device: Device, reason: Reason }),
  output: z.object({}),
  target: { type: "device", field: "device" },
  say: (input) => `release endpoint ${input.device} from isolation`,
});

export const endpointCapabilities = [getDevice, isolate, release];
