/** The OpenAPI 3.1 document, from the very contracts that requests are held against. */
import { extendZodWithOpenApi, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { IngestReceipt } from "./contract/ingest.ts";
import { Problem } from "./contract/problem.ts";
import { actionOf, type Needs, type Route, type RouteSpec } from "./door.ts";

extendZodWithOpenApi(z);

const BEARER = "bearer";
const COOKIE = "session";
const REFUSALS: Readonly<Record<number, string>> = {
  400: "The request is not as expected",
  401: "No token or session, or not a known one",
  403: "The caller's roles do not allow it, or another site's page asks",
  404: "There is no such thing in this workspace",
  429: "Too much at once; see Retry-After",
  503: "Not right now; see Retry-After",
};

/** Writes every route down; answers the document as JSON text, made when first asked for. */
export function describeRoutes(app: OpenAPIHono, routes: Route[]): () => string {
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", BEARER, { type: "http", scheme: "bearer" });
  const cookie = { type: "apiKey", in: "cookie", name: "cordon_session" } as const;
  registry.registerComponent("securitySchemes", COOKIE, cookie);
  const problem = registry.register("Problem", Problem);
  for (const { spec } of routes) registry.registerPath(pathOf(spec, problem) as never);
  registry.registerPath(ingestPath(problem) as never);
  for (const path of plainPaths(problem)) registry.registerPath(path as never);
  let text: string | undefined;
  return () => {
    text ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: {
          title: "Cordon",
          version: "1",
          description:
            "Security incident response automation. Every list is paged by `cursor`; every refusal is a problem (RFC 9457) with a stable code.",
        },
        servers: [{ url: "/" }],
      }),
    );
    return text;
  };
}

function pathOf(spec: RouteSpec, problem: z.ZodType): object {
  return {
    method: spec.method,
    path: spec.path,
    tags: [spec.tag],
    summary: spec.summary,
    operationId: actionOf(spec),
    ...security(spec.needs),
    request: {
      ...(spec.params === undefined ? {} : { params: spec.params }),
      ...(spec.query === undefined ? {} : { query: spec.query }),
      ...(spec.body === undefined ? {} : { body: { content: { "application/json": { schema: spec.body } } } }),
    },
    responses: {
      [spec.status ?? 200]: { description: "Done", content: contentOf(spec) },
      ...refusals(problem),
    },
  };
}

function contentOf({ answer }: RouteSpec): object {
  if (answer !== undefined) return { "application/json": { schema: answer } };
  return { "application/x-ndjson": { schema: z.string() }, "text/csv": { schema: z.string() } };
}

function refusals(problem: z.ZodType): object {
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      status,
      { description, content: { "application/problem+json": { schema: problem } } },
    ]),
  );
}

function security(needs: Needs): object {
  if (needs === "nobody") return { security: [] };
  const roles = needs === "anybody" ? [] : [...needs.filter((role) => role !== "admin"), "admin"];
  return {
    security: [{ [BEARER]: [] }, { [COOKIE]: [] }],
    description: roles.length === 0 ? "Needs no role." : `Needs one of the roles ${roles.join(", ")}.`,
  };
}

function ingestPath(problem: z.ZodType): object {
  const anything = { schema: { type: "string", format: "binary" } };
  return {
    method: "post",
    path: "/v1/ingest/{connection}",
    tags: ["ingest"],
    summary: "Deliver alerts: a JSON object, an array or NDJSON, gzip too; answered once durable",
    operationId: "postIngest",
    ...security(["ingest"]),
    request: {
      params: z.strictObject({ connection: z.string() }),
      body: { content: { "application/json": anything, "application/x-ndjson": anything } },
    },
    responses: {
      202: { description: "Durable", content: { "application/json": { schema: IngestReceipt } } },
      413: { description: "Larger than is taken", content: { "application/problem+json": { schema: problem } } },
      422: {
        description: "Nothing of it could be read; kept in quarantine",
        content: { "application/problem+json": { schema: problem } },
      },
      ...refusals(problem),
    },
  };
}

function plainPaths(problem: z.ZodType): object[] {
  const text = { description: "Done", content: { "text/plain": { schema: z.string() } } };
  const json = (description: string) => ({
    description,
    content: { "application/json": { schema: z.record(z.string(), z.unknown()) } },
  });
  const common = { method: "get", tags: ["health"] };
  return [
    {
      ...common,
      path: "/healthz",
      operationId: "getHealthz",
      summary: "Whether the process lives",
      security: [],
      responses: { 200: json("It lives") },
    },
    {
      ...common,
      path: "/readyz",
      operationId: "getReadyz",
      summary: "Whether it can do its work",
      security: [],
      responses: { 200: json("It can"), 503: json("It cannot") },
    },
    {
      ...common,
      path: "/metrics",
      operationId: "getMetrics",
      summary: "Figures in Prometheus' text format",
      ...security(["viewer", "analyst", "engineer", "approver"]),
      responses: { 200: text, ...refusals(problem) },
    },
    {
      ...common,
      path: "/v1/openapi.json",
      operationId: "getOpenapi",
      summary: "This document",
      ...security(["viewer", "analyst", "engineer", "approver", "ingest"]),
      responses: { 200: json("The document"), ...refusals(problem) },
    },
  ];
}
