/** The cookie that a browser is known by: unreadable for scripts, sent to us alone and never across sites (RFC 6265bis, 4.1.2). */
import { randomBytes } from "node:crypto";
import type { Context } from "hono";

const NAME = "cordon_session";

/** What a session's cookie holds: 256 random bits, so that a plain hash of it is enough to keep. */
export function newSessionSecret(): string {
  return `crd_session_${randomBytes(32).toString("base64url")}`;
}

/** With https no other host and no other port of this one can set it, which the prefix makes the browser see to. */
function nameAt(publicUrl: string, name = NAME): string {
  return isHttps(publicUrl) ? `__Host-${name}` : name;
}

function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}

/** The secret that came with a request; undefined when there is none, or it cannot be one of ours. */
export function sessionSecretOf(context: Context, publicUrl: string): string | undefined {
  return /^crd_session_[\w-]{43}$/.exec(cookieOf(context, nameAt(publicUrl)))?.[0];
}

function cookieOf(context: Context, name: string): string {
  const given = (context.req.header("cookie") ?? "").split("; ").find((part) => part.startsWith(`${name}=`));
  return given?.slice(name.length + 1) ?? "";
}

/** The header that sets it, until the browser is closed or the server ends the session. */
export function sessionCookie(secret: string, publicUrl: string): string {
  return `${nameAt(publicUrl)}=${secret}; ${attributes(publicUrl)}`;
}

/** The header that takes it away. */
export function noSessionCookie(publicUrl: string): string {
  return `${nameAt(publicUrl)}=; Max-Age=0; ${attributes(publicUrl)}`;
}

function attributes(publicUrl: string, site = "Strict"): string {
  return `Path=/; HttpOnly; SameSite=${site}${isHttps(publicUrl) ? "; Secure" : ""}`;
}

/** Of a browser that is on its way to the identity provider. */
const TRY = "cordon_try";

/** The header that sets the mark of a browser that sets out. It comes back from another site, whose links send lax cookies alone. */
export function tryCookie(secret: string, publicUrl: string): string {
  return `${nameAt(publicUrl, TRY)}=${secret}; Max-Age=600; ${attributes(publicUrl, "Lax")}`;
}

/** The header that takes the mark away. */
export function noTryCookie(publicUrl: string): string {
  return `${nameAt(publicUrl, TRY)}=; Max-Age=0; ${attributes(publicUrl, "Lax")}`;
}

/** The mark that came with a request; undefined when there is none, or it cannot be one of ours. */
export function trySecretOf(context: Context, publicUrl: string): string | undefined {
  return /^crd_try_[\w-]{43}$/.exec(cookieOf(context, nameAt(publicUrl, TRY)))?.[0];
}

/** What a handler answers that also changes the cookie. */
export class WithCookie {
  readonly value: unknown;
  readonly cookie: string;

  constructor(value: unknown, cookie: string) {
    this.value = value;
    this.cookie = cookie;
  }
}
