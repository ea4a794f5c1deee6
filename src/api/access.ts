/** Which operations of the API a caller may use, by one rule for console, command line and tokens: roles permit, a workspace's own policies forbid. */
import { RefusedError } from "../errors.ts";
import {
  type AccessAction,
  type AccessAnswer,
  type AccessCaller,
  type AccessSet,
  compileAccess,
  decideAccess,
} from "../guard/access.ts";
import type { PolicyFile } from "../guard/compile-policies.ts";
import type { Role } from "../model/token.ts";
import { ownAccessPolicies } from "../store/access-policy.ts";
import type { Queryable } from "../store/database.ts";
import type { Caller } from "./authenticate.ts";
import { actionOf, type Needs, READERS, type RouteSpec } from "./door.ts";

type Known = Pick<Caller, "workspaceId" | "person" | "roles"> & { session: object | null };

export interface Access {
  /** Takes the table of routes, once it is made. */
  learn(specs: readonly RouteSpec[]): void;
  /** Every action there is. */
  actions(): readonly AccessAction[];
  /** The actions that a caller may use, in order of name. */
  permissionsOf(caller: Known): Promise<string[]>;
  /** Whether a caller may use an action, and which policies say so. */
  explain(caller: Known, action: string): Promise<AccessAnswer>;
  /** @throws RefusedError `api.not-authorized`, `api.second-factor-missing`. */
  demand(caller: Caller, action: string, needs: Needs): Promise<void>;
  /** Forgets what is believed of a workspace's policies; for a change in this process. */
  forget(): void;
}

/** How long another process may go on with the policies of before. */
const BELIEVED_MS = 5_000;
const MAX_REMEMBERED = 20_000;

/** Doors that are in no table of routes. */
const OTHER_DOORS: readonly AccessAction[] = [
  { name: "postIngest", subject: "ingest", roles: ["ingest"], changes: true },
  { name: "postMcp", subject: "mcp", roles: ["mcp"], changes: true },
  { name: "getMetrics", subject: "health", roles: READERS, changes: false },
  { name: "getOpenapi", subject: "health", roles: [...READERS, "ingest"], changes: false },
];

interface InForce {
  set: AccessSet | null;
  number: number;
  until: number;
  /** Decisions by caller and action: the same until the policies change. */
  decided: Map<string, AccessAnswer>;
}

export function newAccess(system: Queryable, shipped: readonly PolicyFile[], now: () => number): Access {
  let actions: readonly AccessAction[] = [];
  const inForce = new Map<string, InForce>();
  /** Who asks while a set is looked up waits for the same look: making one takes a second of everybody's time. */
  const looking = new Map<string, Promise<InForce>>();

  /** The set of a workspace, looked up again every few seconds and made again when it has changed. */
  async function of(workspaceId: string): Promise<InForce> {
    const known = inForce.get(workspaceId);
    if (known !== undefined && known.until > now()) return known;
    const look = looking.get(workspaceId) ?? lookUp(workspaceId, known).finally(() => looking.delete(workspaceId));
    looking.set(workspaceId, look);
    return look;
  }

  async function lookUp(workspaceId: string, known: InForce | undefined): Promise<InForce> {
    const { number, files } = await ownAccessPolicies(system, workspaceId);
    const until = now() + BELIEVED_MS;
    const slot = number === 0 ? "shipped" : workspaceId;
    const made =
      known?.number === number
        ? { ...known, until }
        : { set: compiled(files, slot), number, until, decided: new Map() };
    inForce.set(workspaceId, made);
    return made;
  }

  function compiled(files: readonly PolicyFile[], slot: string): AccessSet | null {
    return compileAccess(shipped, files, actions, slot, { checkTypes: files.length > 0 }).set;
  }

  async function decide(caller: Known, action: string): Promise<AccessAnswer> {
    const { set, decided, number } = await of(caller.workspaceId);
    // Policies that an upgrade has made unreadable let nobody in but those who can mend them.
    if (set === null) return { allowed: caller.roles.includes("admin"), policies: [] };
    const { person, roles, session } = caller;
    const who: AccessCaller = { person, roles, kind: session === null ? "token" : "person" };
    // The shipped policies read nothing but roles.
    const key = `${number === 0 ? "" : `${who.kind} ${person}`}\n${roles.join(" ")}\n${action}`;
    const before = decided.get(key);
    if (before !== undefined) return before;
    const answer = decideAccess(set, who, action);
    if (decided.size >= MAX_REMEMBERED) decided.clear();
    decided.set(key, answer);
    return answer;
  }

  return {
    learn(specs) {
      actions = [...specs.filter(({ needs }) => needs !== "nobody").map(accessActionOf), ...OTHER_DOORS];
    },
    actions: () => actions,
    async permissionsOf(caller) {
      const names = actions.map(({ name }) => name).sort();
      const answers = await Promise.all(names.map((name) => decide(caller, name)));
      return names.filter((_name, at) => answers[at]!.allowed);
    },
    explain: decide,
    async demand(caller, action, needs) {
      if (needs === "nobody") return;
      const { allowed, policies } = await decide(caller, action);
      if (allowed) return;
      authorize(caller, needs);
      throw forbidden(policies);
    },
    forget: () => inForce.clear(),
  };
}

/** A route as policies know it. */
export function accessActionOf(spec: RouteSpec): AccessAction {
  const roles = typeof spec.needs === "string" ? [spec.needs] : spec.needs;
  return { name: actionOf(spec), subject: spec.tag, roles, changes: spec.method !== "get" };
}

function forbidden(policies: AccessAnswer["policies"]): RefusedError {
  const why = policies.map(({ id, reason }) => `${id} (${reason})`).join(" and ");
  const said = why === "" ? "The access policies could not be evaluated, so this is refused." : `Forbidden by ${why}.`;
  return new RefusedError("api.not-authorized", said, { details: { policies } });
}

/** Whether the table lets somebody with these roles in. */
export function meets(needs: Needs, roles: readonly Role[]): boolean {
  return typeof needs === "string" || roles.includes("admin") || needs.some((role) => roles.includes(role));
}

/** Refuses a caller without one of the roles. */
export function authorize(caller: Caller, needs: Needs): void {
  if (typeof needs === "string" || meets(needs, caller.roles)) return;
  if (caller.session?.mustEnrol)
    throw new RefusedError(
      "api.second-factor-missing",
      "Your roles need a second factor, and you have none yet: add an authenticator app or a passkey first.",
    );
  const who = caller.session === null ? `the token "${caller.name}"` : caller.name;
  throw new RefusedError(
    "api.not-authorized",
    `This needs the role ${listOr(needs)}; ${who} has ${caller.roles.join(", ") || "none"}.`,
    {
      details: { needs, has: caller.roles },
    },
  );
}

function listOr(roles: readonly Role[]): string {
  return [...roles.filter((role) => role !== "admin"), "admin"].join(" or ");
}
