/** Who is asking: bearer tokens and sessions, looked up by their hash and believed for a few seconds. */
import type { Context } from "hono";
import { InputError, RefusedError, TransientError } from "../errors.ts";
import { nearestName } from "../expression/nearest.ts";
import { sha256 } from "../ids.ts";
import type { Database } from "../store/database.ts";
import { findSession, type SessionHolder } from "../store/session.ts";
import { findToken, type TokenHolder } from "../store/token.ts";
import { type Access, newAccess } from "./access.ts";
import { newBeliefs } from "./beliefs.ts";
import type { ApiDeps } from "./deps.ts";
import { refuseCrossSite } from "./same-origin.ts";
import { sessionSecretOf } from "./session-cookie.ts";

/** How somebody is signed in. */
export type SignedIn = Pick<SessionHolder, "provedAt" | "mustEnrol" | "by">;

export interface Caller extends TokenHolder {
  /** Of a person who is signed in; null for a token. */
  session: SignedIn | null;
}

/** Who asks where no token is needed; sees no workspace. */
export const NOBODY: Caller = {
  ...{ id: "", workspaceId: "", name: "nobody", person: "", roles: [], connectionId: null },
  session: null,
};

/** What a page sends with a request that it makes while nobody is at it: the session is not in use by that. */
const UNATTENDED = "x-cordon-unattended";

/** Addresses that are remembered for their wrong secrets. */
const MAX_FAILING = 10_000;
/** Wrong tokens or secrets from one address within a minute before it is asked to wait. */
const MAX_FAILURES = 30;
const WINDOW_MS = 60_000;

export interface Authenticator {
  /**
   * The holder of the request's token, or of its session's cookie, which is in use by that unless the page asks by itself. @throws RefusedError `api.not-authenticated`, `api.cross-site`,
   * TransientError `api.too-many-failures`.
   */
  callerOf(context: Context, asker?: "person" | "page"): Promise<Caller>;
  /** The holder of the token in an Authorization header that came from an address; throws like {@link callerOf}. */
  bearerOf(header: string, address: string): Promise<Caller>;
  /** Counts a wrong secret of an address. */
  failed(address: string): void;
  /** @throws TransientError `api.too-many-failures` when the address has been wrong too often. */
  admit(address: string): void;
  /** Forgets what is believed of tokens and sessions, also of those who listen right now; for a revocation in this process. */
  forget(): void;
  /** Which operations a caller may use. */
  access: Access;
}

export function newAuthenticator(
  database: Database,
  now: () => number,
  {
    publicUrl = () => "",
    accessPolicies = [],
    changes,
  }: Partial<Pick<ApiDeps, "publicUrl" | "accessPolicies" | "changes">> = {},
): Authenticator {
  const tokens = newBeliefs<Caller>(now);
  const sessions = newBeliefs<Caller>(now);
  const unattended = newBeliefs<Caller>(now);
  const { admit, failed } = newGuesses(now);

  async function byToken(token: string, address: string): Promise<Caller> {
    const hash = sha256(token);
    const known = tokens.of(hash);
    if (known !== undefined) return known;
    admit(address);
    const found = await tokens.learn(hash, () => tokenHolder(database, hash));
    if (found !== null) return found;
    failed(address);
    throw notAuthenticated("This token is not known, or was revoked.");
  }

  /** Not counted as a guess: browsers go on sending a cookie after its session is over. */
  async function bySession(secret: string, asker: "person" | "page"): Promise<Caller> {
    const hash = sha256(secret);
    // What was looked up for a page alone does not say that somebody is there.
    const known = sessions.of(hash) ?? (asker === "page" ? unattended.of(hash) : undefined);
    const beliefs = asker === "page" ? unattended : sessions;
    const caller = known ?? (await beliefs.learn(hash, () => sessionHolder(database, hash, asker)));
    if (caller === null) throw notAuthenticated("Your session is over; sign in again.");
    return caller;
  }

  async function bearerOf(header: string, address: string): Promise<Caller> {
    const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1];
    if (token === undefined) throw notAuthenticated("The Authorization header must read: Bearer <token>.");
    return byToken(token, address);
  }

  return {
    admit,
    failed,
    bearerOf,
    access: newAccess(database.system, accessPolicies, now),
    forget() {
      tokens.forget();
      sessions.forget();
      unattended.forget();
      changes?.doubt();
    },
    async callerOf(context, asker = context.req.header(UNATTENDED) === undefined ? "person" : "page") {
      const header = context.req.header("authorization");
      if (header === undefined) {
        const secret = sessionSecretOf(context, publicUrl());
        if (secret === undefined)
          throw notAuthenticated("A token is needed: send the header Authorization: Bearer <token>, or sign in.");
        refuseCrossSite(context, publicUrl());
        return bySession(secret, asker);
      }
      return bearerOf(header, addressOf(context));
    },
  };
}

/** Counts wrong secrets by address. */
function newGuesses(now: () => number): Pick<Authenticator, "admit" | "failed"> {
  const failures = new Map<string, { count: number; until: number }>();
  return {
    admit(address) {
      const known = failures.get(address);
      if (known === undefined || known.count < MAX_FAILURES || known.until <= now()) return;
      throw new TransientError("api.too-many-failures", "Too many wrong tokens from this address; wait a minute.", {
        retryAfterMs: known.until - now(),
      });
    },
    failed(address) {
      const known = failures.get(address);
      if (known !== undefined && known.until > now()) known.count += 1;
      else {
        if (failures.size >= MAX_FAILING) failures.clear();
        failures.set(address, { count: 1, until: now() + WINDOW_MS });
      }
    },
  };
}

async function tokenHolder(database: Database, hash: string): Promise<Caller | null> {
  const holder = await findToken(database.system, hash);
  return holder === null ? null : { ...holder, session: null };
}

async function sessionHolder(database: Database, hash: string, asker: "person" | "page"): Promise<Caller | null> {
  const found = await findSession(database.system, hash, asker);
  if (found === null) return null;
  const { provedAt, mustEnrol, by, person, ...holder } = found;
  return { ...holder, name: person, person, connectionId: null, session: { provedAt, mustEnrol, by } };
}

/** Who acts, as audit rows say it. */
export function actorOf({ session, name }: Caller): string {
  return session === null ? `token:${name}` : `person:${name}`;
}

function notAuthenticated(message: string): RefusedError {
  return new RefusedError("api.not-authenticated", message);
}

/** How long a proof counts as recent: as long as somebody stays at the keyboard for one piece of work. */
const RECENT_MS = 15 * 60_000;

/** Where the browser of somebody who came by the identity provider goes for it. */
const PROOF_PATH = "/sign-in/oidc?proof=1";

/** Refuses somebody who is signed in and has not proved who they are for a while. Tokens prove themselves with each request. */
export function demandRecent({ session }: Caller, now: number): void {
  if (session === null || now - session.provedAt.getTime() <= RECENT_MS) return;
  throw new RefusedError(
    "api.proof-too-old",
    "This needs a fresh proof that it is you: enter your password or use your passkey again (POST /v1/session/proof).",
    { details: { withinMs: RECENT_MS, ...(session.by.includes("oidc") ? { at: PROOF_PATH } : {}) } },
  );
}

/** The caller, who is a person with a session. @throws RefusedError `api.not-a-session`. */
export function demandSession(caller: Caller): Caller & { session: SignedIn } {
  const { session } = caller;
  if (session !== null) return { ...caller, session };
  throw new RefusedError("api.not-a-session", "This is for people who are signed in; a token has no session.");
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

/** The error of a caller that asked for the one thing there can be, where there is none; `hint` says how to have it. */
export function noneThere(what: string, hint: string): InputError {
  return new InputError("api.not-found", `There is no ${what}. ${hint}`);
}
