/** One exact HTTP request to a system that has no connector of its own. The effect class is in the verb, so that the guard sees it. */

import { z } from "zod";
import { EntityType } from "../../model/entity.ts";
import { ENTITY_TYPES } from "../../model/words.ts";
import { defineCapability } from "../capability.ts";

const Path = z.string().min(1).max(2000).startsWith("/");
const Query = z.record(z.string().max(100), z.string().max(2000)).default({});
const Body = z.record(z.string().max(100), z.unknown()).default({});
const Answer = z.object({ status: z.number().int(), body: z.unknown() });

export const query = defineCapability({
  id: "http.query",
  title: "Ask over HTTP (GET)",
  effect: "observe",
  input: z.object({ path: Path, query: Query }),
  output: Answer,
  say: (input) => `GET ${input.path}`,
});

export const send = defineCapability({
  id: "http.send",
  title: "Tell over HTTP (POST)",
  effect: "notify",
  input: z.object({ path: Path, query: Query, body: Body }),
  output: Answer,
  say: (input) => `POST ${input.path}`,
});

export const contain = defineCapability({
  id: "http.contain",
  title: "Contain over HTTP (POST)",
  effect: "contain",
  input: z.object({
    entity: z.string().min(1).max(512),
    entityType: EntityType.default(ENTITY_TYPES[1]),
    path: Path,
    query: Query,
    body: Body,
  }),
  output: Answer,
  target: { type: "device", field: "entity" },
  irreversible: "A bare HTTP request does not say how it is undone; give the system a connector to have a reversal.",
  say: (input) => `contain ${input.entity} by POST ${input.path}`,
});

export const httpCapabilities = [query, send, contain];
