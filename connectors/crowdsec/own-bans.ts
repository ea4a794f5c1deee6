/** The bans that this connection put on an address. What others decided about it, CrowdSec itself too, is theirs to take back. */
import { z } from "zod";
import type { ReadBack } from "../../src/connector/connector.ts";
import { type CrowdsecContext, type LocalApi, signIn } from "./local-api.ts";

/** What our bans are called by, so that they are told from others', and are not heard of as an alert again. */
export const OWN_SCENARIO = "cordon/block-ip";

const Decision = z.object({
  id: z.number().int(),
  type: z.string(),
  scope: z.string(),
  value: z.string(),
  scenario: z.string(),
  /** What is left, as Go writes it: 3h59m12.5s; below zero when it is over. */
  duration: z.string(),
});
const Alerts = z
  .array(z.object({ machine_id: z.string().default(""), decisions: z.array(Decision).nullish() }))
  .nullable();

export interface Ban {
  id: number;
  secondsLeft: number;
}

/** GET /alerts of the address that are still in force. */
export async function bansOf(
  api: LocalApi,
  { settings }: Pick<CrowdsecContext, "settings">,
  ip: string,
): Promise<{ own: Ban[]; others: number }> {
  const query = { scope: "Ip", value: ip, has_active_decision: "true" };
  const alerts = (await api.call("GET", "/alerts", Alerts, { query })) ?? [];
  const found = alerts.flatMap(({ machine_id, decisions }) =>
    (decisions ?? [])
      .filter(({ type, scope, value }) => type === "ban" && scope.toLowerCase() === "ip" && value === ip)
      .map(({ id, scenario, duration }) => ({
        ban: { id, secondsLeft: secondsOf(duration) },
        isOwn: scenario === OWN_SCENARIO && machine_id === settings.machineId,
      }))
      .filter(({ ban }) => ban.secondsLeft > 0),
  );
  const own = found.filter(({ isOwn }) => isOwn).map(({ ban }) => ban);
  return { own, others: found.length - own.length };
}

/** Whether a ban of ours is in force, or none is, as is wanted. */
export async function readBans(context: CrowdsecContext, ip: string, wanted: boolean): Promise<ReadBack> {
  const { own, others } = await bansOf(await signIn(context), context, ip);
  const blocked = own.length > 0;
  return {
    inForce: blocked === wanted ? "yes" : "no",
    seen: { blocked, othersBans: others, ...(blocked ? { expiresInSeconds: longest(own) } : {}) },
    // Others' bans are not counted: whatever is in force here was made by this connection.
    mark: blocked ? OWN_SCENARIO : undefined,
  };
}

/** How long the one that lasts longest lasts; 0 of none. */
export function longest(bans: readonly Ban[]): number {
  return bans.reduce((most, { secondsLeft }) => Math.max(most, secondsLeft), 0);
}

const UNITS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Whole seconds of a duration as Go's time.Duration writes it; 0 for what is none. https://pkg.go.dev/time#ParseDuration */
export function secondsOf(duration: string): number {
  if (!/^-?(\d{1,12}(\.\d{1,12})?(h|ms|m|s|us|µs|ns))+$/.test(duration)) return 0;
  let seconds = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g))
    seconds += Number(count) * UNITS[unit!]!;
  return duration.startsWith("-") ? 0 : Math.ceil(seconds);
}
