/** The moments of a response at which a crash could make a difference, by name: each durable point, and each call to a product. */
import type { RelayedCall } from "./call-relay.ts";
import type { Durable } from "./database-relay.ts";

export interface Moment {
  what: string;
  /** Of a commit: not yet durable, or durable and nobody has heard. Of a call: not yet arrived, or done and nobody has heard. */
  when: "before" | "after";
}

type Names = ReadonlySet<string>;

/** In this order; the first that fits names the commit. */
const COMMITS: readonly (readonly [string, (names: Names, texts: string) => boolean])[] = [
  ["alert written down", (names) => names.has("claim-fingerprints") && names.has("write-rest")],
  ["incident opened, run begun", (names) => names.has("insert-runs")],
  ["run ended", (names) => names.has("record-moves") && names.has("end-incidents")],
  ["first intent written", (names) => moved(names) && !names.has("settle-effects") && names.has("insert-intents")],
  ["outcome and next intent written", (names) => moved(names) && settled(names) && names.has("insert-intents")],
  ["outcome and lease written", (names) => moved(names) && settled(names)],
  ["reversal intended", (names) => names.has("insert-intents")],
  ["reversal settled, lease ended", (_names, texts) => texts.includes("SET status = 'released'")],
  ["ticket told", (_names, texts) => texts.includes("UPDATE sync_outbox SET done_at")],
  ["record sequenced", (names) => names.has("add-leaves")],
];

/** What is taken up by a statement that usually finds nothing: only what it found makes it a moment, and that is known afterwards. */
const TAKEN: readonly (readonly [string, (names: Names, texts: string) => boolean])[] = [
  ["run taken over", (names) => names.has("claim-runs")],
  ["lease taken up", (_names, texts) => texts.includes("UPDATE leases l SET status = 'releasing'")],
];

const CALLS: readonly (readonly [string, string, RegExp, RegExp])[] = [
  ["account looked up", "GET", /\/users\/[^/]+$/, /:account$/],
  ["sessions ended", "DELETE", /\/sessions$/, /./],
  ["sessions read back", "GET", /\/users\/[^/]+$/, /:sessions$/],
  ["account suspended", "POST", /\/suspend$/, /./],
  ["suspension read back", "GET", /\/users\/[^/]+$/, /:suspend$/],
  ["ticket opened", "POST", /^\/tickets$/, /./],
  ["ticket read back", "GET", /^\/tickets\?/, /:ticket$/],
  ["ticket kept in step", "PATCH", /^\/tickets\//, /./],
  ["team told", "POST", /\/messages$/, /./],
  ["word read back", "GET", /\/messages\?/, /:tell$/],
  ["account restored", "POST", /\/unsuspend$/, /^lease:/],
  ["restoration read back", "GET", /\/users\/[^/]+$/, /^lease:/],
];

/** Every moment there is, in the order of a response. */
export const MOMENTS: readonly Moment[] = [
  ...COMMITS.slice(0, 2).flatMap(([what]) => bothSides(what)),
  ...CALLS.slice(0, 10).flatMap(([what]) => bothSides(what)),
  ...COMMITS.slice(2, 6).flatMap(([what]) => bothSides(what)),
  { what: "lease taken up", when: "after" },
  ...COMMITS.slice(6, 8).flatMap(([what]) => bothSides(what)),
  ...CALLS.slice(10).flatMap(([what]) => bothSides(what)),
  ...COMMITS.slice(8).flatMap(([what]) => bothSides(what)),
];

/** Comes only where a run was left behind. */
export const TAKEN_OVER: Moment = { what: "run taken over", when: "after" };

/** What becomes durable here; null for what is of no interest. */
export function commitMoment({ statements, tag }: Durable, when: Moment["when"]): string | null {
  const names = new Set(statements);
  const texts = statements.join("\n");
  if (when === "after" && /^UPDATE [1-9]/.test(tag)) {
    const taken = TAKEN.find(([, fits]) => fits(names, texts));
    if (taken !== undefined) return taken[0];
  }
  return COMMITS.find(([, fits]) => fits(names, texts))?.[0] ?? null;
}

/** What is called here; null for what is of no interest. */
export function callMoment({ method, path, headers }: RelayedCall): string | null {
  const key = String(headers["idempotency-key"] ?? "");
  const found = CALLS.find(([, verb, where, under]) => verb === method && where.test(path) && under.test(key));
  return found?.[0] ?? null;
}

function bothSides(what: string): Moment[] {
  return [
    { what, when: "before" },
    { what, when: "after" },
  ];
}

const moved = (names: Names) => names.has("record-moves");
const settled = (names: Names) => names.has("settle-effects");
