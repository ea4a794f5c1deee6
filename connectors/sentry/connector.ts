import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { sentrySource } from "./normalize.ts";

export default defineConnector({
  id: "sentry",
  title: "Sentry",
  docs: "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
  settings: z.strictObject({}),
  secrets: [{ name: "clientSecret", title: "Client secret of the integration", optional: true }],
  source: sentrySource,
  actions: [],
});
