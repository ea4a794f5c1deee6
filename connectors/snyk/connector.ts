import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { snykSource } from "./normalize.ts";

export default defineConnector({
  id: "snyk",
  title: "Snyk",
  docs: "https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/webhooks",
  settings: z.strictObject({}),
  secrets: [{ name: "webhookSecret", title: "Secret of the webhook", optional: true }],
  source: snykSource,
  actions: [],
});
