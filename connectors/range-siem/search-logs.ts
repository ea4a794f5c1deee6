import { z } from "zod";
import { tellBearerApi } from "../../src/connector/bearer-api.ts";
import { searchLogs as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

/** A line is somebody else's text: no more than this of it comes back. */
const MOST_TEXT = 500;
const Found = z.object({
  count: z.number().int().min(0),
  events: z.array(z.object({ at: z.string(), host: z.string(), text: z.string() })),
});

/** `GET /logs`. */
export const searchLogs = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#siem",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { value, hours, limit }) {
    const query = { value, hours: String(hours), limit: String(limit) };
    const { count, events } = await tellBearerApi(context, { method: "GET", path: "/logs", query }, Found);
    const kept = events.slice(0, limit).map((event) => ({ ...event, text: event.text.slice(0, MOST_TEXT) }));
    const hosts = [...new Set(kept.map(({ host }) => host))].sort();
    return { found: count > 0, count, more: count > kept.length, hosts, events: kept };
  },
});
