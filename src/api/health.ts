/** How the process is: whether it lives, whether it can do its work, and its figures. */
import type { Hono } from "hono";
import type { Authenticator } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { READERS } from "./door.ts";
import { exposition } from "./metrics.ts";

/** Adds `/healthz` and `/readyz`, which need no token, and `/metrics`, which does. */
export function addHealth(app: Pick<Hono, "get">, deps: ApiDeps, authenticator: Authenticator): void {
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", async (context) => {
    const asked = Object.entries(deps.probes).map(async ([name, probe]) => [name, await verdictOf(probe)] as const);
    const checks = await Promise.all(asked);
    const failing = checks.filter(([, verdict]) => verdict !== "ok").map(([name]) => name);
    const answer = { checks: Object.fromEntries(checks) };
    if (failing.length === 0) return context.json({ status: "ok", ...answer });
    return context.json({ status: "not-ready", message: `Not ready: ${failing.join(", ")} failing.`, ...answer }, 503);
  });
  app.get("/metrics", async (context) => {
    const caller = await authenticator.callerOf(context);
    await authenticator.access.demand(caller, "getMetrics", READERS);
    const text = await exposition(deps.metrics, deps.database, caller.workspaceId);
    return context.body(text, 200, { "content-type": deps.metrics.contentType });
  });
}

/** Says that something is wrong, not what: this door needs no token. */
function verdictOf(probe: () => Promise<void>): Promise<"ok" | "failing"> {
  return probe().then(
    () => "ok" as const,
    () => "failing" as const,
  );
}
