/** Every capability there is. A playbook that names another is refused by the checker. */
import type { Capability } from "../capability.ts";
import { cloudCapabilities } from "./cloud.ts";
import { endpointCapabilities } from "./endpoint.ts";
import { hostCapabilities } from "./host.ts";
import { httpCapabilities } from "./http.ts";
import { identityCapabilities } from "./identity.ts";
import { intelCapabilities } from "./intel.ts";
import { mailCapabilities } from "./mail.ts";
import { networkCapabilities } from "./network.ts";
import { recordCapabilities } from "./record.ts";

const all = [
  ...identityCapabilities,
  ...endpointCapabilities,
  ...networkCapabilities,
  ...mailCapabilities,
  ...cloudCapabilities,
  ...recordCapabilities,
  ...intelCapabilities,
  ...httpCapabilities,
  ...hostCapabilities,
] as unknown as Capability[];

/** Capability by id. */
export const capabilities: ReadonlyMap<string, Capability> = new Map(
  all.map((capability) => [capability.id, capability]),
);
