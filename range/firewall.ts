/** The simulated firewall: addresses, domains and URLs that are blocked, for good or until a time. */
import ipaddr from "ipaddr.js";
import { type Call, definePart, done, ok } from "./part.ts";
import { countField, textField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";

const KINDS = ["ips", "domains", "urls"] as const;
type Kind = (typeof KINDS)[number];

interface Block {
  value: string;
  reason: string;
  since: string;
  /** Null: until it is taken away. */
  until: string | null;
}

export type FirewallState = Record<Kind, Block[]>;

const YEAR = 31_536_000;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

function canonical(kind: Kind, text: string): string {
  if (kind === "ips") {
    if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text))
      throw new Refusal(400, "bad_address", "not an IPv4 or IPv6 address");
    return ipaddr.parse(text).toString();
  }
  if (kind === "urls") {
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
      throw new Refusal(400, "bad_url", "not an http or https URL");
    const url = new URL(text);
    if (url.username !== "" || url.password !== "" || text.includes("#"))
      throw new Refusal(400, "bad_url", "a URL is blocked without user, password and fragment");
    return url.href;
  }
  const domain = text.toLowerCase().replace(/\.$/, "");
  if (!DOMAIN.test(domain)) throw new Refusal(400, "bad_domain", "not a domain name");
  return domain;
}

/** The block in force now; one whose time is over is forgotten on the way. */
function inForce(call: Call<FirewallState>, kind: Kind, value: string): Block | undefined {
  call.state[kind] = call.state[kind].filter((block) => !isOver(block, call.now));
  return call.state[kind].find((block) => block.value === value);
}

function isOver(block: Block, now: Date): boolean {
  return block.until !== null && Date.parse(block.until) <= now.getTime();
}

function block(call: Call<FirewallState>, kind: Kind) {
  const value = canonical(kind, textField(call.body, "value", kind === "urls" ? 2048 : 253));
  const reason = textField(call.body, "reason", 500, "");
  const seconds = countField(call.body, "seconds", YEAR, 0);
  const until = seconds === 0 ? null : new Date(call.now.getTime() + seconds * 1000).toISOString();
  const before = inForce(call, kind, value);
  if (before === undefined) call.state[kind].push({ value, reason, since: call.now.toISOString(), until });
  else before.until = laterOf(before.until, until);
  return done(
    value,
    before === undefined,
    { value, until, wasBlocked: before !== undefined },
    before === undefined ? 201 : 200,
  );
}

/** Null is for good, and so the latest. */
function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

function unblock(call: Call<FirewallState>, kind: Kind) {
  const value = canonical(kind, call.params.value ?? "");
  const wasBlocked = inForce(call, kind, value) !== undefined;
  call.state[kind] = call.state[kind].filter((one) => one.value !== value);
  return done(value, wasBlocked, { value, wasBlocked });
}

function look(call: Call<FirewallState>, kind: Kind) {
  const value = canonical(kind, call.params.value ?? "");
  const found = inForce(call, kind, value);
  return ok({
    value,
    blocked: found !== undefined,
    since: found?.since ?? null,
    until: found?.until ?? null,
    reason: found?.reason ?? "",
  });
}

function routesOf(kind: Kind, noun: string) {
  return [
    {
      method: "GET" as const,
      path: `/blocks/${kind}`,
      handle: ({ state, now }: Call<FirewallState>) => ok(state[kind].filter((one) => !isOver(one, now))),
    },
    { method: "GET" as const, path: `/blocks/${kind}/:value`, handle: (call: Call<FirewallState>) => look(call, kind) },
    {
      method: "POST" as const,
      path: `/blocks/${kind}`,
      effect: `block-${noun}`,
      handle: (call: Call<FirewallState>) => block(call, kind),
    },
    {
      method: "DELETE" as const,
      path: `/blocks/${kind}/:value`,
      effect: `unblock-${noun}`,
      handle: (call: Call<FirewallState>) => unblock(call, kind),
    },
  ];
}

export const firewall = definePart<FirewallState>({
  name: "firewall",
  title: "firewall",
  initial: () => ({ ips: [], domains: [], urls: [] }),
  routes: [...routesOf("ips", "ip"), ...routesOf("domains", "domain"), ...routesOf("urls", "url")],
  show: (state, now) =>
    KINDS.map((kind) => ({
      title: { ips: "Blocked addresses", domains: "Blocked domains", urls: "Blocked URLs" }[kind],
      columns: ["value", "since", "until", "reason"],
      rows: state[kind]
        .filter((one) => !isOver(one, now))
        .map((one) => [one.value, one.since, one.until ?? "taken away", one.reason]),
    })),
});
