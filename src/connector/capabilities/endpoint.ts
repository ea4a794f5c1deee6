import { z } from "zod";
import { defineCapability } from "../capability.ts";
import { FileHash } from "./target-fields.ts";

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
  d3fend: ["D3-RNA"],
  say: (input) => `release endpoint ${input.device} from isolation`,
});

/** On every endpoint at once: a file that ordinary work needs stops everywhere. */
export const blockHash = defineCapability({
  id: "endpoint.block-hash",
  title: "Keep a file from running on every endpoint",
  effect: "contain",
  input: z.object({ hash: FileHash, reason: Reason }),
  output: z.object({ wasBlocked: z.boolean() }),
  target: { type: "file", field: "hash" },
  reversal: "endpoint.unblock-hash",
  alreadySo: (output) => output.wasBlocked,
  d3fend: ["D3-EDL"],
  say: (input) => `keep file ${input.hash} from running on every endpoint`,
});

export const unblockHash = defineCapability({
  id: "endpoint.unblock-hash",
  title: "Let a file run again",
  effect: "recover",
  input: z.object({ hash: FileHash, reason: Reason }),
  output: z.object({}),
  target: { type: "file", field: "hash" },
  say: (input) => `let file ${input.hash} run again`,
});

/** Wherever it is found, or on one endpoint; what is moved away is kept, so that it can be put back. */
export const quarantineFile = defineCapability({
  id: "endpoint.quarantine-file",
  title: "Move a file into quarantine",
  effect: "contain",
  input: z.object({ hash: FileHash, device: z.string().max(253).default(""), reason: Reason }),
  output: z.object({ moved: z.number().int().min(0), wasQuarantined: z.boolean() }),
  target: { type: "file", field: "hash" },
  reversal: "endpoint.restore-file",
  alreadySo: (output) => output.wasQuarantined,
  d3fend: ["D3-CQ"],
  say: (input) => `move file ${input.hash} into quarantine on ${input.device || "every endpoint that has it"}`,
});

export const restoreFile = defineCapability({
  id: "endpoint.restore-file",
  title: "Put a file back from quarantine",
  effect: "recover",
  input: z.object({ hash: FileHash, reason: Reason }),
  output: z.object({}),
  target: { type: "file", field: "hash" },
  d3fend: ["D3-RF"],
  say: (input) => `put file ${input.hash} back wherever it is in quarantine`,
});

/** What is collected stays with the product: only where it is and its digest come back, so that custody can be shown and no content leaks. */
export const collectEvidence = defineCapability({
  id: "endpoint.collect-evidence",
  title: "Collect evidence from an endpoint",
  effect: "record",
  input: z.object({ device: Device, kind: z.enum(["memory", "triage"]).default("triage"), reason: Reason }),
  output: z.object({ reference: z.string().max(500), sha256: z.string().max(64), bytes: z.number().int().min(0) }),
  target: { type: "device", field: "device" },
  say: (input) =>
    `collect ${input.kind === "memory" ? "the memory" : "logs, processes and autostarts"} of endpoint ${input.device}`,
});

export const endpointCapabilities = [
  ...[getDevice, isolate, release],
  ...[blockHash, unblockHash, quarantineFile, restoreFile],
  collectEvidence,
];
