/** The REST API: every route from its table row, one place for errors, a thin way in for deliveries. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Hono } from "hono";
import { InputError } from "../errors.ts";
import { answering, JSON_ANSWER, problemResponse } from "./answer.ts";
import { addAnswerPages } from "./answer-by-link.ts";
import { addProductAnswers } from "./answer-by-product.ts";
import { newAuthenticator } from "./authenticate.ts";
import { addConsole, pageAnswer, wantsConsole } from "./console.ts";
import type { ApiDeps } from "./deps.ts";
import { READERS, type Route, type RouteSpec } from "./door.ts";
import { addHealth } from "./health.ts";
import { addIdentityPages } from "./identity-door.ts";
import { addMcp } from "./mcp/door.ts";
import { newMeters } from "./metrics.ts";
import { type NodeDoor, newNodeDoor } from "./node-door.ts";
import { describeRoutes } from "./openapi.ts";
import { INGEST_PATH, ingestHandler, newTakeIn } from "./routes/ingest.ts";
import { allRoutes } from "./routes.ts";

export interface Api extends Hono {
  /** For a server of Node's: asked first. */
  nodeDoor: NodeDoor;
}

/** Makes the API; `fetch` of what it answers serves requests, `request` is for tests. */
export function createApi(deps: ApiDeps): Api {
  const app = new OpenAPIHono();
  const meters = newMeters(deps.metrics);
  const authenticator = newAuthenticator(deps.database, () => deps.clock.now().getTime(), deps);
  const routes = allRoutes(deps, authenticator);
  authenticator.access.learn(routes.map(({ spec }) => spec));
  app.onError((error, context) => problemResponse(context, deps, error));
  app.notFound((context) =>
    wantsConsole(context) ? pageAnswer(context, deps.console) : unrouted(context, deps, routes),
  );
  const takeIn = newTakeIn(deps, authenticator, meters.ingest);
  app.post(INGEST_PATH, ingestHandler(deps, authenticator, takeIn));
  for (const route of routes)
    app.on(route.spec.method, honoPath(route.spec), answering(deps, meters, authenticator, route));
  addAnswerPages(app, deps, authenticator);
  addIdentityPages(app, deps, authenticator);
  addProductAnswers(app, deps, authenticator);
  addMcp(app, deps, authenticator, routes);
  addHealth(app, deps, authenticator);
  addConsole(app, deps);
  const document = describeRoutes(app, routes);
  app.get("/v1/openapi.json", async (context) => {
    const caller = await authenticator.callerOf(context);
    await authenticator.access.demand(caller, "getOpenapi", [...READERS, "ingest"]);
    return context.body(document(), 200, JSON_ANSWER);
  });
  return Object.assign(app as unknown as Hono, { nodeDoor: newNodeDoor(deps, authenticator, takeIn) });
}

function honoPath(spec: RouteSpec): string {
  return spec.path.replace(/\{(\w+)\}/g, ":$1");
}

function patternOf(spec: RouteSpec): RegExp {
  return new RegExp(`^${spec.path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
}

function unrouted(context: Context, deps: ApiDeps, routes: Route[]): Response {
  const { method, path } = context.req;
  const allowed = routes.filter(({ spec }) => patternOf(spec).test(path)).map(({ spec }) => spec.method.toUpperCase());
  const shown = path.slice(0, 200);
  if (allowed.length === 0) {
    const message = `There is no ${method} ${shown}; /v1/openapi.json lists what there is.`;
    return problemResponse(context, deps, new InputError("api.no-such-route", message));
  }
  const message = `${shown} takes ${allowed.join(", ")}, not ${method}.`;
  return problemResponse(context, deps, new InputError("api.wrong-method", message, { details: { allowed } }), {
    allow: allowed.join(", "),
  });
}
