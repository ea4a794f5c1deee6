import { defineConnector } from "../../src/connector/connector.ts";
import { genericSource } from "./normalize.ts";
import { genericSettings } from "./settings.ts";

export default defineConnector({
  id: "generic",
  title: "Anything that sends JSON or lines of text",
  docs: "https://datatracker.ietf.org/doc/html/rfc8259",
  settings: genericSettings,
  secrets: [{ name: "signingSecret", title: "Secret for the HMAC-SHA256 signature", optional: true }],
  source: genericSource,
  actions: [],
});
