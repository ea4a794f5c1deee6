import { z } from "zod";
import { blockIp } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { call, findRule, noteOf, RULES_DOCS, readRule, targetOf } from "./access-rules.ts";
import type { CloudflareSettings } from "./settings.ts";

/**
 * POST …/firewall/access_rules/rules with mode block. Such a rule has no end of its own: it stays until it is released.
 * @throws RefusedError `connector.rejected` where a rule says something else of the address: that was somebody's decision.
 */
export const blockIpAction = defineAction<CloudflareSettings, typeof blockIp.input, typeof blockIp.output>({
  capability: blockIp,
  docs: `${RULES_DOCS}/methods/create/`,
  permissions: ["Firewall Services: Edit (zone), or Account Firewall Access Rules: Edit (account)"],
  idempotent: true,
  async run(context, { ip }) {
    const configuration = targetOf(ip);
    const rule = await findRule(context, configuration);
    if (rule?.mode === "block") return { wasBlocked: true };
    if (rule)
      throw new RefusedError(
        "connector.rejected",
        `Cloudflare has a rule for ${configuration.value} that says ${rule.mode.slice(0, 30)}; change it there if it is to be blocked.`,
      );
    const body = { mode: "block", configuration, notes: noteOf(configuration.value) };
    await call(context, "POST", "", z.object({ id: z.string() }), { body });
    return { wasBlocked: false };
  },
  readBack: (context, { ip }) => readRule(context, ip, true),
});
