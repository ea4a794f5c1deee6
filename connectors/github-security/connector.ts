import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { githubSecuritySource } from "./normalize.ts";

export default defineConnector({
  id: "github-security",
  title: "GitHub security alerts and audit log",
  docs: "https://docs.github.com/webhooks/webhook-events-and-payloads",
  settings: z.strictObject({}),
  secrets: [{ name: "webhookSecret", title: "Secret of the webhook", optional: true }],
  source: githubSecuritySource,
  actions: [],
});
