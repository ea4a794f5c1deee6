import { z } from "zod";
import { defineConnector } from "../../src/connector/connector.ts";
import { oktaSource } from "./normalize.ts";

export default defineConnector({
  id: "okta",
  title: "Okta System Log",
  docs: "https://developer.okta.com/docs/reference/api/system-log/",
  settings: z.strictObject({}),
  secrets: [{ name: "authorization", title: "Secret in the event hook's Authorization field", optional: true }],
  source: oktaSource,
  actions: [],
});
