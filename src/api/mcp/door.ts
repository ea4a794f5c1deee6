/** The door for other programs' models: MCP over streamable HTTP (Model Context Protocol, 2025-06-18), without sessions: each request stands for itself. */
import type { Context, Hono } from "hono";
import {
  type CordonError,
  InputError,
  isCordonError,
  RefusedError,
  TransientError,
  toErrorJson,
} from "../../errors.ts";
import { asReader as forReader } from "../../store/reader.ts";
import type { Access } from "../access.ts";
import { problemResponse } from "../answer.ts";
import type { Authenticator, Caller } from "../authenticate.ts";
import type { Finding } from "../contract/content.ts";
import type { ApiDeps } from "../deps.ts";
import type { Route } from "../door.ts";
import { readJson } from "../read-body.ts";
import { callTool } from "./call-tool.ts";
import { refuseForeignHost } from "./own-host.ts";
import { answerMcp } from "./server.ts";

export const MCP_PATH = "/mcp";
const MAX_BYTES = 512 * 1024;
/** Of one token: at the same time, and in a minute. */
const AT_ONCE = 4;
const A_MINUTE = 120;
/** Tokens that are counted; a minute later they are forgotten. */
const MAX_COUNTED = 10_000;

/** Adds the door. It takes tokens with the role `mcp` (or an admin's), and no sessions of browsers. */
export function addMcp(
  app: Pick<Hono, "all">,
  deps: ApiDeps,
  authenticator: Authenticator,
  routes: readonly Route[],
): void {
  const share = newShare(() => deps.clock.now().getTime());
  app.all(MCP_PATH, async (context) => {
    try {
      refuseForeignHost(context.req.raw.headers, deps.publicUrl());
      const caller = await authenticator.callerOf(context);
      if (caller.session !== null)
        throw new RefusedError("api.not-authenticated", "This door takes tokens: send Authorization: Bearer <token>.");
      await authenticator.access.demand(caller, "postMcp", ["mcp"]);
      return await share(caller.id, () =>
        forReader(caller, () => answer({ ...deps, access: authenticator.access }, routes, caller, context)),
      );
    } catch (error) {
      return problemResponse(context, deps, error);
    }
  });
}

async function answer(
  deps: ApiDeps & { access: Access },
  routes: readonly Route[],
  caller: Caller,
  context: Context,
): Promise<Response> {
  if (context.req.method !== "POST")
    throw new InputError("api.wrong-method", "This door takes POST: it keeps no sessions and opens no streams.");
  const message = await readJson(context.req.raw, MAX_BYTES);
  if (Array.isArray(message)) throw new InputError("api.bad-body", "One message at a time; batches are not taken.");
  return answerMcp(context.req.raw, message, async (name, input) => {
    try {
      return { text: await callTool(deps, routes, caller, { name, input }), isError: false };
    } catch (error) {
      if (isCordonError(error) && error.root !== "defect") return { text: refusalText(error), isError: true };
      deps.log.error({ tool: name.slice(0, 60), error: toErrorJson(error) }, "a tool met a defect");
      return { text: "Something is wrong on Cordon's side; its log has more.", isError: true };
    }
  });
}

/** So many are told: a program mends what it knows of. */
const MAX_FINDINGS = 40;

/** Why it was refused, with all that the checker found: there is no other place where the program could read it. */
function refusalText({ code, message, details }: CordonError): string {
  const findings = Array.isArray(details?.findings) ? (details.findings as Finding[]).slice(0, MAX_FINDINGS) : [];
  const lines = findings.map(
    ({ severity, line, column, message: said, fix }) =>
      `${line}:${column} ${severity} ${said}${fix === "" ? "" : ` (${fix})`}`,
  );
  return [`${code}: ${message}`, ...lines].join("\n");
}

/** Bounds what one token may ask. */
function newShare(now: () => number): <T>(token: string, work: () => Promise<T>) => Promise<T> {
  const counted = new Map<string, { running: number; asked: number; until: number }>();
  return async (token, work) => {
    if (counted.size >= MAX_COUNTED) for (const [id, one] of counted) if (one.running === 0) counted.delete(id);
    const known = counted.get(token) ?? { running: 0, asked: 0, until: 0 };
    if (known.until <= now()) Object.assign(known, { asked: 0, until: now() + 60_000 });
    counted.set(token, known);
    if (known.running >= AT_ONCE || known.asked >= A_MINUTE)
      throw new TransientError(
        "mcp.too-much",
        `A token may ask ${A_MINUTE} times a minute, ${AT_ONCE} at the same time.`,
        {
          retryAfterMs: known.asked >= A_MINUTE ? known.until - now() : 1_000,
        },
      );
    known.asked += 1;
    known.running += 1;
    try {
      return await work();
    } finally {
      known.running -= 1;
    }
  };
}
