/** What a route is: one table row with its contract, who may use it, and what it does. Without a word on who may, there is no route. */
import type { z } from "zod";
import type { Role } from "../model/token.ts";
import type { Caller } from "./authenticate.ts";

/** Any of these roles; `admin` may always. `nobody` is for what comes before there is a token, `anybody` for whoever has one or is signed in. */
export type Needs = readonly [Role, ...Role[]] | "nobody" | "anybody";

/** Everyone who may look. */
export const READERS = ["viewer", "analyst", "engineer", "approver"] as const satisfies Needs;
/** Everyone who works incidents. */
export const ANALYSTS = ["analyst"] as const satisfies Needs;
/** Everyone who changes content and connections. */
export const ENGINEERS = ["engineer"] as const satisfies Needs;
/** Everyone who keeps the installation. */
export const ADMINS = ["admin"] as const satisfies Needs;

export interface RouteSpec<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it: `/v1/incidents/{id}`. */
  path: `/v1/${string}`;
  tag: string;
  summary: string;
  needs: Needs;
  /** Somebody who is signed in must have proved who they are within minutes: it changes what people or the machine may do. */
  recent?: true;
  params?: P;
  query?: Q;
  body?: B;
  /** 200 unless said. */
  status?: 200 | 201 | 202;
  /** What it answers as JSON; left out where it answers a stream of text. */
  answer?: z.ZodType;
  streams?: true;
}

/** What a route is called where it is spoken of: its `operationId`, such as `postApprovalsIdApprove`. */
export function actionOf({ method, path }: Pick<RouteSpec, "method" | "path">): string {
  const words = path
    .replace(/^\/v1\//, "")
    .split(/[/{}.-]+/)
    .filter(Boolean);
  return [method, ...words.map((word) => word[0]!.toUpperCase() + word.slice(1))].join("");
}

export interface Call<P = unknown, Q = unknown, B = unknown> {
  caller: Caller;
  /** Who acts, as audit rows say it. */
  actor: string;
  /** Where the request came from. */
  address: string;
  /** What sent it, in its own words. */
  agent: string;
  /** A header of the request, by its name in lower case. */
  header(name: string): string | undefined;
  /** Whether the caller may still ask this, for an answer that goes on: what let them in can be revoked meanwhile. */
  stillMay(): Promise<boolean>;
  params: P;
  query: Q;
  body: B;
}

export interface Route {
  spec: RouteSpec;
  handle(call: Call): Promise<unknown>;
}

/** Ties a handler to the types of its contract. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: RouteSpec<P, Q, B>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>,
): Route {
  return { spec, handle } as unknown as Route;
}
