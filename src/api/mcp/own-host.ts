/** Whether a request was meant for us: a page that made its own name point here (DNS rebinding) sends that name, and is turned away. */
import { RefusedError } from "../../errors.ts";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** @throws RefusedError `mcp.foreign` when Host, or Origin where there is one, is neither that of the public address nor this machine's own */
export function refuseForeignHost(headers: Headers, publicUrl: string): void {
  const own = URL.canParse(publicUrl) ? new URL(publicUrl).host : "";
  const isOwn = (host: string) => (own !== "" && host === own) || LOOPBACK.test(host);
  const host = headers.get("host") ?? "";
  if (!isOwn(host.toLowerCase()))
    throw foreign(`its Host is "${host.slice(0, 100)}"; set CORDON_PUBLIC_URL to that address if it is ours`);
  const origin = headers.get("origin");
  if (origin === null) return;
  if (!URL.canParse(origin) || !isOwn(new URL(origin).host)) throw foreign("it comes from another site's page");
}

function foreign(why: string): RefusedError {
  return new RefusedError("mcp.foreign", `This request is refused because ${why}.`);
}
