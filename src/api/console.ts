/** The console, served from the same address as the API: its files, its one page, and what the browser may do with them. */
import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { PAGE_HEADERS, wordsPage } from "./answer-html.ts";
import type { ApiDeps } from "./deps.ts";

export interface ConsoleFile {
  body: Uint8Array;
  /** The same, compressed; null where that gains nothing. */
  gzip: Uint8Array | null;
  brotli: Uint8Array | null;
  type: string;
  etag: string;
  immutable: boolean;
}

export interface ConsoleFiles {
  /** The one HTML page, before it has its nonce. */
  page: string;
  /** By path. */
  files: ReadonlyMap<string, ConsoleFile>;
}

/** What goes with every file of the console. */
const COMMON = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
const PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
const NOT_BUILT =
  "It has not been built here. Run: npm run build:web, then start Cordon again. The API and the command line work without it.";
/** Paths that belong to others: what is not found there is not a page of the console. */
const OTHERS = /^\/(?:v1|answer|healthz|readyz|metrics|assets)(?:\/|$)/;

/** Adds the console's files, and its page at `/`. */
export function addConsole(app: Pick<Hono, "get">, { console }: Pick<ApiDeps, "console">): void {
  for (const [path, file] of console?.files ?? []) app.get(path, (context) => fileAnswer(context, file));
  app.get("/", (context) => pageAnswer(context, console));
}

/** Whether somebody follows a link into the console: whatever its screens are called, they are all the one page. */
export function wantsConsole({ req }: Context): boolean {
  const asksForPage = req.method === "GET" || req.method === "HEAD";
  return asksForPage && !OTHERS.test(req.path) && /\btext\/html\b/.test(req.header("accept") ?? "");
}

/** The page; each answer has its own nonce, which lets the libraries that write style sheets at run time do so. */
export function pageAnswer(context: Context, console: ConsoleFiles | null): Response {
  if (console === null) return context.body(wordsPage("The console", NOT_BUILT), 503, PAGE_HEADERS);
  const nonce = randomBytes(16).toString("base64url");
  const html = console.page.replace('name="style-nonce" content=""', `name="style-nonce" content="${nonce}"`);
  return context.body(html, 200, {
    ...COMMON,
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policyWith(nonce),
    "permissions-policy": PERMISSIONS,
  });
}

/** Each line is argued for in docs/decisions/2026-11-29-console-policy.md. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function fileAnswer(context: Context, file: ConsoleFile): Response {
  const headers = {
    ...COMMON,
    "content-type": file.type,
    etag: file.etag,
    vary: "accept-encoding",
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (context.req.header("if-none-match") === file.etag) return context.body(null, 304, headers);
  const [body, encoding] = encoded(file, context.req.header("accept-encoding") ?? "");
  return context.body(
    body as Uint8Array<ArrayBuffer>,
    200,
    encoding === "" ? headers : { ...headers, "content-encoding": encoding },
  );
}

function encoded({ body, gzip, brotli }: ConsoleFile, accepted: string): [body: Uint8Array, encoding: string] {
  if (brotli !== null && /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(accepted)) return [brotli, "br"];
  if (gzip !== null && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(accepted)) return [gzip, "gzip"];
  return [body, ""];
}
