import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { auth0Source } from "./normalize.ts";

export default defineConnector({
  id: "auth0",
  title: "Auth0",
  docs: "https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes",
  settings: z.strictObject({}),
  secrets: [],
  source: auth0Source,
  actions: [],
});
