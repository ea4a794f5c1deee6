/** The cookie that a browser is known by: unreadable for scripts, sent to us alone and never across sites (RFC 6265bis, 4.1.2). */
import { randomBytes } from "node:crypto";
import type { Context } from "hono";

const NAME = "cordon_session";

/** What a session's cookie holds: 256 random bits, so that a plain hash of it is enough to keep. */
export function newSessionSecret(): string {
  return `crd_session_${randomBytes(32).toString("base64url")}`;
}

/** With https no other host and no other port of this one can set it, which the prefix makes the browser see to. */
function nameAt(publicUrl: string): string {
  return isHttps(publicUrl) ? `__Host-${NAME}` : NAME;
}

function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}

/** The secret that came with a request; undefined when there is none, or it cannot be one of ours. */
export function sessionSecretOf(context: Context, publicUrl: string): string | undefined {
  const wanted = `${nameAt(publicUrl)}=`;
  const given = (context.req.header("cookie") ?? "").split("; ").find((part) => part.startsWith(wanted));
  return /^crd_session_[\w-]{43}$/.exec(given?.slice(wanted.length) ?? "")?.[0];
}

/** The header that sets it, until the browser is closed or the server ends the session. */
export function sessionCookie(secret: string, publicUrl: string): string {
  return `${nameAt(publicUrl)}=${secret}; ${attributes(publicUrl)}`;
}

/** The header that takes it away. */
export function noSessionCookie(publicUrl: string): string {
  return `${nameAt(publicUrl)}=; Max-Age=0; ${attributes(publicUrl)}`;
}

function attributes(publicUrl: string): string {
  return `Path=/; HttpOnly; SameSite=Strict${isHttps(publicUrl) ? "; Secure" : ""}`;
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
