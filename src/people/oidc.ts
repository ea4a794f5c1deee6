/**
 * Sign-in by an OpenID Connect provider: the authorization code flow with PKCE (RFC 7636), state, nonce, and the issuer in the answer where the
 * provider says it (RFC 9207). What comes back is believed only as a signed ID token for us, of this very try.
 */
import type { Configuration, CustomFetch } from "openid-client";
import { type CordonError, isCordonError, RefusedError } from "../errors.ts";

/** Loaded when somebody first comes that way. */
const library = () => import("openid-client");

export interface ClientPlace {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** A provider whose own description was read. */
export interface FoundProvider {
  configuration: Configuration;
  /** Where people are signed out of the provider itself; null where it does not say. */
  signOutAt: string | null;
  fetch: ProviderFetch;
}

type ProviderFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** What a try is known by when it comes back. */
export interface Try {
  state: string;
  nonce: string;
  verifier: string;
}

/** What the provider vouches for. */
export interface Proved {
  issuer: string;
  subject: string;
  claims: Record<string, unknown>;
  /** When they proved who they are there; null where the provider does not say. */
  at: Date | null;
}

const TIMEOUT_S = 10;
/** `max_age` of a fresh proof, in seconds (OpenID Connect Core 1.0, 3.1.2.1): long enough for the way back. */
const FRESH_S = 60;
/** Of any other sign-in: as long as a session of ours lives. Asked for, it also makes providers say when the proof was. */
const DAY_S = 12 * 3600;

/** Reads a provider's description (OpenID Connect Discovery 1.0). @throws RefusedError `people.bad-provider`, and what `fetch` throws. */
export async function findProvider(
  { issuer, clientId, clientSecret }: ClientPlace,
  fetch: ProviderFetch,
): Promise<FoundProvider> {
  const client = await library();
  const { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, customFetch, discovery } = client;
  const viaGuard: CustomFetch = (url, options) => fetch(url, options as RequestInit);
  // OpenID Connect Core 1.0, 3.1.3.7 lets a client go without looking at the signature, as the token came over TLS. This one looks.
  const execute = [client.enableNonRepudiationChecks, ...(issuer.startsWith("http:") ? [allowInsecureRequests] : [])];
  const options = { [customFetch]: viaGuard, timeout: TIMEOUT_S, execute };
  const find = (auth: typeof ClientSecretPost) =>
    discovery(new URL(issuer), clientId, undefined, auth(clientSecret), options).catch((error: unknown) => {
      throw told(error, "people.bad-provider", `${issuer} does not describe itself as a provider should`);
    });
  const found = await find(ClientSecretBasic);
  const about = found.serverMetadata();
  for (const endpoint of ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const)
    if (about[endpoint] === undefined) throw new RefusedError("people.bad-provider", `${issuer} names no ${endpoint}.`);
  const ways = about.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const configuration = ways.includes("client_secret_basic") ? found : await find(ClientSecretPost);
  return { configuration, signOutAt: about.end_session_endpoint ?? null, fetch };
}

/** How many keys the provider signs with now. @throws RefusedError `people.bad-provider`, and what `fetch` throws. */
export async function signingKeys({ configuration, fetch }: FoundProvider): Promise<number> {
  const at = configuration.serverMetadata().jwks_uri!;
  const answer = await fetch(at);
  const { keys } = (await answer.json().catch(() => ({}))) as { keys?: unknown };
  if (!answer.ok || !Array.isArray(keys)) throw new RefusedError("people.bad-provider", `There are no keys at ${at}.`);
  return keys.filter((key: { use?: unknown } | null) => key?.use === undefined || key.use === "sig").length;
}

/** Where to send the browser, and what to remember of it. `fresh`: whoever is signed in there is asked for a proof all the same. */
export async function setOut(
  { configuration }: FoundProvider,
  { redirectUri, scopes, fresh }: { redirectUri: string; scopes: readonly string[]; fresh: boolean },
): Promise<{ url: string; kept: Try }> {
  const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } =
    await library();
  const kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: [...new Set(["openid", ...scopes])].join(" "),
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: "S256",
    max_age: String(fresh ? FRESH_S : DAY_S),
    ...(fresh ? { prompt: "login" } : {}),
  });
  return { url: url.href, kept };
}

/**
 * Who came back to `url` with an answer to a try. @throws RefusedError `people.provider-refused`: the provider said no, or its answer is not for us, not
 * of this try, not signed by it, or used before; and what `fetch` threw.
 */
export async function comeBack(
  { configuration }: FoundProvider,
  url: URL,
  { state, nonce, verifier }: Try,
  { fresh, wanted }: { fresh: boolean; wanted: readonly string[] },
): Promise<Proved> {
  const { authorizationCodeGrant, fetchUserInfo } = await library();
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      ...(fresh ? { maxAge: FRESH_S } : {}),
    });
    const token = tokens.claims()!;
    const { userinfo_endpoint: more } = configuration.serverMetadata();
    const lacks = wanted.some((name) => !Object.hasOwn(token, name));
    const info =
      lacks && more !== undefined ? await fetchUserInfo(configuration, tokens.access_token, token.sub) : undefined;
    const at = typeof token.auth_time === "number" ? new Date(token.auth_time * 1000) : null;
    return { issuer: token.iss, subject: token.sub, claims: { ...info, ...token }, at };
  } catch (error) {
    throw told(error, "people.provider-refused", "The sign-in was refused, or its answer is not to be believed");
  }
}

/** Where to send somebody to be signed out of the provider as well (OpenID Connect RP-Initiated Logout 1.0). */
export function signOutUrl(signOutAt: string, clientId: string, backTo: string): string {
  const url = new URL(signOutAt);
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("post_logout_redirect_uri", backTo);
  return url.href;
}

/** Our own errors as they are; the library's in our words, since a provider's are anybody's. */
function told(error: unknown, code: string, words: string): CordonError {
  for (let at = error; at instanceof Error; at = at.cause) if (isCordonError(at)) return at;
  const said = error as { code?: unknown; error?: unknown; message?: unknown };
  const why = [said.error, said.code].find((text) => typeof text === "string" && /^[\w-]{1,60}$/.test(text));
  return new RefusedError(code, `${words}${why === undefined ? "" : ` (${why})`}.`, { cause: error });
}
