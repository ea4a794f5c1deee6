/** The two pages between the browser and the identity provider: one sends it there, the other takes it back. */
import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { RefusedError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import { comeBack, type FoundProvider, type Proved, setOut } from "../people/oidc.ts";
import { claimsWanted } from "../people/oidc-claims.ts";
import { transaction } from "../store/database.ts";
import { personOf } from "../store/identity.ts";
import { readProvider, type StoredProvider } from "../store/identity-provider.ts";
import { type IdentityTry, keepTry, useTry } from "../store/identity-try.ts";
import { readAccount } from "../store/person.ts";
import { personOfSession } from "../store/session.ts";
import { PAGE_HEADERS } from "./answer-html.ts";
import { type Authenticator, addressOf, demandSession } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { accountOf, COME_BACK_PATH, foundStored, SET_OUT_PATH } from "./identity.ts";
import { problemPage } from "./problem-page.ts";
import { noTryCookie, tryCookie, trySecretOf } from "./session-cookie.ts";
import { auditRefusal, homeOf } from "./sign-in.ts";
import { provedAnew, signedIn } from "./signed-in.ts";

interface Known {
  stored: StoredProvider;
  found: FoundProvider;
}
type Ask = () => Promise<Known>;

/** Adds the pages. */
export function addIdentityPages(app: Pick<Hono, "get">, deps: ApiDeps, authenticator: Authenticator): void {
  const ask = remembering(deps);
  const paged = (go: (deps: ApiDeps, who: Authenticator, ask: Ask, context: Context) => Promise<Response>) => {
    return (context: Context) =>
      go(deps, authenticator, ask, context).catch((error: unknown) => problemPage(context, deps, error));
  };
  app.get(SET_OUT_PATH, paged(goThere));
  app.get(COME_BACK_PATH, paged(takeBack));
}

/** How long a provider's description is believed. */
const BELIEVED_MS = 10 * 60_000;

function remembering(deps: ApiDeps): Ask {
  let known: (Known & { until: number }) | null = null;
  return async () => {
    const stored = await readProvider(deps.database.system);
    if (stored === null) throw new RefusedError("people.no-provider", "Nobody comes by an identity provider here.");
    const now = deps.clock.now().getTime();
    const same = known?.stored.changedAt.getTime() === stored.changedAt.getTime();
    if (known === null || !same || known.until <= now)
      known = { stored, found: await foundStored(deps, stored), until: now + BELIEVED_MS };
    return known;
  };
}

/** With `proof`, whoever is signed in proves anew who they are; `to` is where in the console to go on. */
async function goThere(deps: ApiDeps, authenticator: Authenticator, ask: Ask, context: Context): Promise<Response> {
  authenticator.admit(addressOf(context));
  const fresh = context.req.query("proof") !== undefined;
  const sessionId = fresh ? demandSession(await authenticator.callerOf(context)).id : null;
  const { stored, found } = await ask();
  const redirectUri = deps.publicUrl() + COME_BACK_PATH;
  const { url, kept } = await setOut(found, { redirectUri, scopes: stored.settings.scopes, fresh });
  const browser = `crd_try_${randomBytes(32).toString("base64url")}`;
  const goOnTo = localPath(context.req.query("to"));
  await transaction(deps.database.system, (client) =>
    keepTry(client, { hash: sha256(kept.state), browser: sha256(browser) }, { ...kept, sessionId, goOnTo }),
  );
  return sentTo(url, [tryCookie(browser, deps.publicUrl())]);
}

async function takeBack(deps: ApiDeps, authenticator: Authenticator, ask: Ask, context: Context): Promise<Response> {
  const address = addressOf(context);
  authenticator.admit(address);
  const state = context.req.query("state") ?? "";
  const browser = trySecretOf(context, deps.publicUrl()) ?? "";
  const kept = await useTry(deps.database.system, { hash: sha256(state), browser: sha256(browser) });
  if (kept === null) {
    authenticator.failed(address);
    throw new RefusedError(
      "people.no-such-try",
      "This browser did not set out for this sign-in, or its time is over, or it was used. Start again from the sign-in page.",
    );
  }
  const known = await ask();
  const proved = await believed(deps, { known, kept, state, address }, new URL(context.req.url).search);
  const agent = (context.req.header("user-agent") ?? "").slice(0, 300);
  const cookie =
    kept.sessionId === null
      ? await comeIn(deps, authenticator, known.stored, proved, { address, agent })
      : await proveAgain(deps, kept.sessionId, proved);
  authenticator.forget();
  return sentTo(kept.goOnTo, [cookie, noTryCookie(deps.publicUrl())]);
}

async function believed(
  deps: ApiDeps,
  { known, kept, state, address }: { known: Known; kept: IdentityTry; state: string; address: string },
  search: string,
): Promise<Proved> {
  const url = new URL(deps.publicUrl() + COME_BACK_PATH + search);
  const { nonce, verifier, sessionId } = kept;
  const how = { fresh: sessionId !== null, wanted: claimsWanted(known.stored.settings) };
  try {
    return await comeBack(known.found, url, { state, nonce, verifier }, how);
  } catch (error) {
    await auditRefusal(deps, { address }, null, "identity provider: answer refused");
    throw error;
  }
}

async function comeIn(
  deps: ApiDeps,
  { access }: Authenticator,
  { settings }: StoredProvider,
  proved: Proved,
  from: { address: string; agent: string },
): Promise<string> {
  const account = await accountOf(deps, settings, proved, from.address);
  const workspaceId = await homeOf(deps, account);
  // Who was let in by a session of the provider's own has not just proved anything: that counts from when they did, or for never.
  const who = { person: account.name, workspaceId, by: ["oidc"], provedAt: proved.at ?? new Date(0) };
  return (await signedIn(deps, access, who, from)).cookie;
}

async function proveAgain(deps: ApiDeps, sessionId: string, proved: Proved): Promise<string> {
  const { system } = deps.database;
  const [person, meant] = [await personOfSession(system, sessionId), await personOf(system, proved)];
  if (person !== null && person === meant) return provedAnew(deps, sessionId);
  await auditRefusal(
    deps,
    { address: "" },
    person === null ? null : await readAccount(system, person),
    "identity provider: somebody else",
  );
  throw new RefusedError("people.somebody-else", "The provider vouches for somebody else than who is signed in here.");
}

function sentTo(location: string, cookies: readonly string[]): Response {
  const { "content-type": _page, ...headers } = PAGE_HEADERS;
  const sent = new Response(null, { status: 303, headers: { ...headers, location } });
  for (const cookie of cookies) sent.headers.append("set-cookie", cookie);
  return sent;
}

/** A page of the console and nothing beyond it, whatever a link says. */
function localPath(to: string | undefined): string {
  const base = "http://console.invalid";
  if (to === undefined || !to.startsWith("/") || !URL.canParse(to, base)) return "/";
  const { origin, pathname, search } = new URL(to, base);
  return origin === base && !pathname.startsWith("//") ? `${pathname}${search}`.slice(0, 500) : "/";
}
