/** IP Access rules of a zone or an account: https://developers.cloudflare.com/waf/tools/ip-access-rules/ */
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { isPublicAddress } from "../../src/connector/address.ts";
import type { ConnectorContext, HttpRequest, ReadBack } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import { RefusedError } from "../../src/errors.ts";
import type { CloudflareSettings } from "./settings.ts";

export const RULES_DOCS = "https://developers.cloudflare.com/api/resources/firewall/subresources/access_rules";

export type CloudflareContext = ConnectorContext<CloudflareSettings>;

const Rule = z.object({
  id: z.string().regex(/^[0-9a-f]{1,64}$/),
  mode: z.string(),
  configuration: z.object({ target: z.string(), value: z.string() }),
});
export type Rule = z.output<typeof Rule>;

/** What every answer is wrapped in. */
const Envelope = z.object({ success: z.literal(true), result: z.unknown() }).transform((answer) => answer.result);

/** The address as the API takes it, told apart by its family. */
export interface Target {
  target: "ip" | "ip6";
  value: string;
}

/** @throws RefusedError `connector.rejected` for an address that no visitor from the internet has. */
export function targetOf(ip: string): Target {
  if (!isPublicAddress(ip))
    throw new RefusedError(
      "connector.rejected",
      `${ip.slice(0, 60)} is no public address: no visitor of Cloudflare has it.`,
    );
  const parsed = ipaddr.parse(ip);
  return { target: parsed.kind() === "ipv4" ? "ip" : "ip6", value: canonical(ip) };
}

/**
 * The rule for exactly this address. IPv4 is searched by value; for IPv6, which Cloudflare does not search by, by the note that {@link noteOf}
 * leaves, so that a rule of somebody else's is not found.
 */
export async function findRule(context: CloudflareContext, { target, value }: Target): Promise<Rule | undefined> {
  const query: Record<string, string> =
    target === "ip" ? { "configuration.target": "ip", "configuration.value": value } : { notes: noteOf(value) };
  const rules = await call(context, "GET", "", z.array(Rule), { query: { ...query, match: "all" } });
  return rules.find(({ configuration: found }) => found.target === target && canonical(found.value) === value);
}

/** With brackets, so that no address is found in the note of a longer one. */
export function noteOf(value: string): string {
  return `Cordon [${value}]`;
}

/** Looks for the rule again and says whether it is as wanted. */
export async function readRule(context: CloudflareContext, ip: string, wanted: boolean): Promise<ReadBack> {
  const rule = await findRule(context, targetOf(ip));
  const blocked = rule?.mode === "block";
  return {
    inForce: blocked === wanted ? "yes" : "no",
    seen: { blocked, ...(rule ? { id: rule.id, mode: rule.mode } : {}) },
    mark: rule?.id,
  };
}

/** @throws what the HTTP client throws; RefusedError `connector.bad-settings` without a place for rules, `connector.bad-answer`. */
export async function call<S extends z.ZodType>(
  { settings, secrets, http }: CloudflareContext,
  method: HttpRequest["method"],
  rule: string,
  result: S,
  more: Pick<HttpRequest, "query" | "body"> = {},
): Promise<z.output<S>> {
  if (settings.rulesOf === undefined)
    throw new RefusedError(
      "connector.bad-settings",
      'This connection only hears from Cloudflare; to act, set "rulesOf" and the secret "token".',
    );
  const url = `${settings.apiUrl}/${settings.rulesOf}/firewall/access_rules/rules${rule === "" ? "" : `/${rule}`}`;
  const { body } = await http.request({ method, url, headers: bearerAuth(secrets.token ?? ""), ...more });
  return readAnswer(Envelope.pipe(result), body, "Cloudflare", `${method} of access rules`);
}

function canonical(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const parsed = ipaddr.parse(ip);
  return parsed.kind() === "ipv6" ? (parsed as ipaddr.IPv6).toRFC5952String() : parsed.toString();
}
