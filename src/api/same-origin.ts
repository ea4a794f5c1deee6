/** Requests that another site makes a browser send are refused: by where the browser says they come from, and by a header no form can set. */
import type { Context } from "hono";
import { RefusedError } from "../errors.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * For a request that a cookie vouches for. @throws RefusedError `api.cross-site` when it would change something and lacks `x-cordon-csrf: 1`, or the
 * browser does not say that it comes from our own pages (OWASP, Cross-Site Request Forgery Prevention: fetch metadata, else Origin).
 */
export function refuseCrossSite(context: Context, publicUrl: string): void {
  if (SAFE.has(context.req.method)) return;
  if (context.req.header("x-cordon-csrf") !== "1") throw crossSite("it has no header x-cordon-csrf: 1");
  if (cameFrom(context, publicUrl) !== "us") throw crossSite("the browser does not say that it comes from our pages");
}

/** For a request that nothing vouches for yet, such as a sign-in: it may come from no browser, but not from another site's page. */
export function refuseForeign(context: Context, publicUrl: string): void {
  if (!SAFE.has(context.req.method) && cameFrom(context, publicUrl) === "them")
    throw crossSite("it comes from the page of another site");
}

/** Both headers are the browser's own; where both stand, both have to be right. */
function cameFrom(context: Context, publicUrl: string): "us" | "them" | "unknown" {
  const site = context.req.header("sec-fetch-site");
  const origin = context.req.header("origin");
  if (site === undefined && origin === undefined) return "unknown";
  const right = (site === undefined || site === "same-origin") && (origin === undefined || isOurs(origin));
  return right ? "us" : "them";

  function isOurs(text: string): boolean {
    if (!URL.canParse(text)) return false;
    const { origin: theirs, host } = new URL(text);
    return host === context.req.header("host") || (URL.canParse(publicUrl) && theirs === new URL(publicUrl).origin);
  }
}

function crossSite(why: string): RefusedError {
  return new RefusedError("api.cross-site", `This request is refused because ${why}. Tokens need neither.`);
}
