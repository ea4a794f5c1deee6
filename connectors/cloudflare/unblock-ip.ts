import { z } from "zod";
import { unblockIp } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { call, findRule, RULES_DOCS, readRule, targetOf } from "./access-rules.ts";
import type { CloudflareSettings } from "./settings.ts";

/** DELETE …/firewall/access_rules/rules/{id} of the blocking rule for exactly this address; rules that say something else stay. */
export const unblockIpAction = defineAction<CloudflareSettings, typeof unblockIp.input, typeof unblockIp.output>({
  capability: unblockIp,
  docs: `${RULES_DOCS}/methods/delete/`,
  permissions: ["Firewall Services: Edit (zone), or Account Firewall Access Rules: Edit (account)"],
  idempotent: true,
  async run(context, { ip }) {
    const rule = await findRule(context, targetOf(ip));
    if (rule?.mode === "block") await call(context, "DELETE", rule.id, z.unknown());
    return {};
  },
  readBack: (context, { ip }) => readRule(context, ip, false),
});
