/** Who is asking: bearer tokens, looked up by their hash and believed for a few seconds. */
import type { Context } from "hono";
import { InputError, RefusedError, TransientError } from "../errors.ts";
import { nearestName } from "../expression/nearest.ts";
import { sha256 } from "../ids.ts";
import type { Role } from "../model/token.ts";
import type { Database } from "../store/database.ts";
import { findToken, type TokenHolder } from "../store/token.ts";
import type { Needs } from "./door.ts";

export type Caller = TokenHolder;

/** Who asks where no token is needed; sees no workspace. */
export const NOBODY: Caller = { id: "", workspaceId: "", name: "nobody", person: "", roles: [], connectionId: null };

/** How long a revoked token may still be believed by another process. */
const BELIEVED_MS = 5_000;
const MAX_BELIEVED = 10_000;
/** Wrong tokens or secrets from one address within a minute before it is asked to wait. */
const MAX_FAILURES = 30;
const WINDOW_MS = 60_000;

export interface Authenticator {
  /** The holder of the request's token. @throws RefusedError `api.not-authenticated`, TransientError `api.too-many-failures`. */
  callerOf(context: Context): Promise<Caller>;
  /** Counts a wrong secret of an address. */
  failed(address: string): void;
  /** @throws TransientError `api.too-many-failures` when the address has been wrong too often. */
  admit(address: string): void;
  /** Forgets what is believed of tokens; for a revocation in this process. */
  forget(): void;
}

export function newAuthenticator(database: Database, now: () => number): Authenticator {
  const believed = new Map<string, { caller: Caller; until: number }>();
  const failures = new Map<string, { count: number; until: number }>();

  function admit(address: string): void {
    const known = failures.get(address);
    if (known === undefined || known.count < MAX_FAILURES || known.until <= now()) return;
    throw new TransientError("api.too-many-failures", "Too many wrong tokens from this address; wait a minute.", {
      retryAfterMs: known.until - now(),
    });
  }

  function failed(address: string): void {
    const known = failures.get(address);
    if (known !== undefined && known.until > now()) known.count += 1;
    else {
      if (failures.size >= MAX_BELIEVED) failures.clear();
      failures.set(address, { count: 1, until: now() + WINDOW_MS });
    }
  }

  async function look(hash: string, address: string): Promise<Caller> {
    admit(address);
    const caller = await findToken(database.system, hash);
    if (caller === null) {
      failed(address);
      throw notAuthenticated("This token is not known, or was revoked.");
    }
    if (believed.size >= MAX_BELIEVED) believed.clear();
    believed.set(hash, { caller, until: now() + BELIEVED_MS });
    return caller;
  }

  return {
    admit,
    failed,
    forget: () => believed.clear(),
    async callerOf(context) {
      const header = context.req.header("authorization");
      if (header === undefined)
        throw notAuthenticated("A token is needed: send the header Authorization: Bearer <token>.");
      const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1];
      if (token === undefined) throw notAuthenticated("The Authorization header must read: Bearer <token>.");
      const hash = sha256(token);
      const known = believed.get(hash);
      return known !== undefined && known.until > now() ? known.caller : look(hash, addressOf(context));
    },
  };
}

function notAuthenticated(message: string): RefusedError {
  return new RefusedError("api.not-authenticated", message);
}

/** Refuses a caller without one of the roles. */
export function authorize(caller: Caller, needs: Needs): void {
  if (needs === "nobody" || caller.roles.includes("admin") || needs.some((role) => caller.roles.includes(role))) return;
  throw new RefusedError(
    "api.not-authorized",
    `This needs the role ${listOr(needs)}; the token "${caller.name}" has ${caller.roles.join(", ") || "none"}.`,
    {
      details: { needs, has: caller.roles },
    },
  );
}

function listOr(roles: readonly Role[]): string {
  return [...roles.filter((role) => role !== "admin"), "admin"].join(" or ");
}

/** Where the request came from, as the socket says; headers of proxies are not believed. */
export function addressOf(context: Context): string {
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress ?? "local";
}

/** The error of a caller that named something that is not there, or is not theirs to see; `known` are names they may see. */
export function notFound(what: string, name: string, known: Iterable<string> = []): InputError {
  const nearest = nearestName(name, known);
  const miss = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  return new InputError("api.not-found", `There is no ${what} "${name.slice(0, 100)}".${miss}`);
}
