import { z } from "zod";
import { blockIp } from "../../src/connector/capabilities/network.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { LAPI_DOCS, signIn } from "./local-api.ts";
import { bansOf, longest, OWN_SCENARIO, readBans } from "./own-bans.ts";
import type { CrowdsecSettings } from "./settings.ts";

/** CrowdSec has no ban without an end: one that is to last until it is taken back ends in a year. */
const YEAR_SECONDS = 365 * 86_400;
/** A ban that ends by so much earlier than is asked for lasts long enough: it was made a moment ago. */
const SLACK_SECONDS = 60;

/** POST /alerts with a decision of ours. The bouncers enforce it with their next look at the decisions, some ten seconds later. A ban of ours that would end earlier is joined by a longer one. */
export const blockIpAction = defineAction<CrowdsecSettings, typeof blockIp.input, typeof blockIp.output>({
  capability: blockIp,
  docs: `${LAPI_DOCS}#/watchers/pushAlerts`,
  permissions: ["A machine of the local API: cscli machines add"],
  idempotent: true,
  async run(context, { ip, reason, seconds }) {
    const api = await signIn(context);
    const wanted = seconds > 0 ? seconds : YEAR_SECONDS;
    const { own } = await bansOf(api, context, ip);
    if (longest(own) > wanted - SLACK_SECONDS && own.length > 0) return { wasBlocked: true };
    await api.call("POST", "/alerts", z.array(z.string()).min(1), { body: [alertFor(ip, reason, wanted, new Date())] });
    return { wasBlocked: own.length > 0 };
  },
  readBack: (context, { ip }) => readBans(context, ip, true),
});

/** The least that the local API takes for an alert, and the decision. */
function alertFor(ip: string, reason: string, seconds: number, at: Date): object {
  const scope = "Ip";
  const decision = { type: "ban", scope, value: ip, duration: `${seconds}s`, origin: "cordon", scenario: OWN_SCENARIO };
  return {
    ...{ scenario: OWN_SCENARIO, scenario_hash: "", scenario_version: "", simulated: false },
    ...{ message: reason === "" ? "blocked by Cordon" : `blocked by Cordon: ${reason}` },
    ...{
      start_at: at.toISOString(),
      stop_at: at.toISOString(),
      capacity: 0,
      leakspeed: "0",
      events_count: 1,
      events: [],
    },
    source: { scope, value: ip, ip },
    decisions: [decision],
  };
}
