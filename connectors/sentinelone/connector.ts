import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { sentinelOneSource } from "./normalize.ts";

export default defineConnector({
  id: "sentinelone",
  title: "SentinelOne",
  docs: "https://usea1-partners.sentinelone.net/api-doc/overview",
  settings: z.strictObject({}),
  secrets: [],
  source: sentinelOneSource,
  actions: [],
});
